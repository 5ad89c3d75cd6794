import type { JsonObject } from '@dws/kernel';
import type { Action } from '../api/reviews.ts';
import { letterIn, sayValue, type Letter } from '../say/value.ts';
import { sayCode } from '../say/words.ts';

/** Exactly what would be done: a message as a message, anything else argument by argument. */
export function ActionView({ action, digest }: { readonly action: Action; readonly digest: string }) {
  const letter = letterIn(action.arguments);
  return (
    <section aria-labelledby="action">
      <h2 id="action">
        Exactly this{' '}
        <small className="quiet">
          {action.operation} in {action.system}
        </small>
      </h2>
      {letter ? <LetterView letter={letter} /> : <Arguments args={action.arguments} />}
      <p className="quiet digest">
        Digest <code>{digest}</code>
      </p>
    </section>
  );
}

function LetterView({ letter }: { readonly letter: Letter }) {
  return (
    <>
      <div className="letter">
        <dl>
          <dt>To</dt>
          <dd>{letter.to.join(', ')}</dd>
          <dt>Subject</dt>
          <dd>
            <b>{letter.subject}</b>
          </dd>
        </dl>
        <div className="letter-body">{letter.body}</div>
      </div>
      <Arguments args={letter.rest} />
    </>
  );
}

function Arguments({ args }: { readonly args: JsonObject }) {
  const entries = Object.entries(args);
  if (entries.length === 0) return null;
  return (
    <dl className="pairs arguments">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{sayCode(name)}</dt>
          <dd className="text">{sayValue(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
