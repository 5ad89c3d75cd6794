import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { traceSignal, type Trace, type TracedWorker } from '../api/trace.ts';
import { hrefOf } from '../app/route.ts';
import { go } from '../app/use-route.ts';
import { Ago } from '../parts/Ago.tsx';
import { Loaded } from '../parts/Loaded.tsx';
import { Step } from '../parts/Step.tsx';
import { sayCode, shorten } from '../say/words.ts';
import { placeIn } from './place.ts';

type Asked = Readonly<Record<string, string>>;

export function TracePage({ query: asked }: { readonly query: Asked }) {
  const [text, setText] = useState(textOf(asked));
  const [unread, setUnread] = useState(false);
  const trace = (event: SubmitEvent) => {
    event.preventDefault();
    const place = placeIn(text);
    setUnread(place === null);
    if (place) go(hrefOf('trace', undefined, { ...place }));
  };
  return (
    <>
      <h1>Trace</h1>
      <form onSubmit={trace}>
        <label className="block">
          Where a signal stands, or who it is
          <input
            value={text}
            spellCheck={false}
            placeholder="signals.revenue.v1/3/1841, or: source id"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {unread && (
          <p className="wrong" role="alert">
            Expected topic/partition/offset, or a source and an id with a space between.
          </p>
        )}
        <button type="submit">Trace</button>
      </form>
      {Object.keys(asked).length > 0 && <Result asked={asked} />}
    </>
  );
}

function Result({ asked }: { readonly asked: Asked }) {
  const query = useQuery({ queryKey: ['trace', asked], queryFn: async () => traceSignal(asked) });
  return <Loaded query={query}>{(trace) => <TraceView trace={trace} />}</Loaded>;
}

function TraceView({ trace: { source, id, type, workers } }: { readonly trace: Trace }) {
  return (
    <>
      <h2>{type === null ? 'A signal' : sayCode(type)}</h2>
      <p className="digest">
        {source} <code>{id}</code>
      </p>
      <div className="scroll">
        <table>
          <caption className="sr">What each worker made of it</caption>
          <thead>
            <tr>
              <th scope="col">Worker</th>
              <th scope="col">Took it up</th>
              <th scope="col">Why, or what became of it</th>
            </tr>
          </thead>
          <tbody>
            {workers.map((row) => (
              <tr key={row.worker}>
                <td>
                  <a href={hrefOf('workers', row.worker)}>{row.worker}</a>
                </td>
                <td>{row.exists ? 'yes' : 'no'}</td>
                <td className="wide">{row.exists ? <Outcome row={row} /> : row.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Outcome({ row }: { readonly row: TracedWorker }) {
  return (
    <>
      {row.case && <Step step={row.case.step} />}{' '}
      <a href={hrefOf('cases', row.caseId)}>
        case <span className="mono">{shorten(row.caseId)}</span>
      </a>
      {row.case && (
        <>
          , accepted <Ago at={row.case.acceptedAt} />
        </>
      )}
    </>
  );
}

function textOf(asked: Asked): string {
  const { topic, partition, offset, source, id } = asked;
  return [topic, partition, offset].every((part) => part !== undefined)
    ? `${topic ?? ''}/${partition ?? ''}/${offset ?? ''}`
    : [source, id].filter((part) => part !== undefined).join(' ');
}
