import type { MissingInput } from '@dws/contracts';
import type { Fact } from '../api/reviews.ts';
import { Ago } from '../parts/Ago.tsx';
import { sayValue } from '../say/value.ts';
import { sayCode } from '../say/words.ts';

/** What the plan knew, by record with its source, version and age, and what it did not. */
export function Facts({
  facts,
  missing,
}: {
  readonly facts: readonly Fact[];
  readonly missing: readonly MissingInput[];
}) {
  const records = Map.groupBy(facts, ({ system, record }) => `${system}/${record}`);
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">Facts</h2>
      {missing.map(({ name, system, reason, required, text }) => (
        <p key={`${system} ${name}`} className="notice stop">
          <b>
            Missing{required && ', and needed'}: {sayCode(name)}
          </b>{' '}
          from {system} ({sayCode(reason)}). {text}
        </p>
      ))}
      {[...records].map(([key, fields]) => (
        <Record key={key} fields={fields} />
      ))}
      {facts.length === 0 && missing.length === 0 && <p className="quiet">The plan read no record.</p>}
    </section>
  );
}

function Record({ fields }: { readonly fields: readonly Fact[] }) {
  const [first] = fields;
  if (!first) return null;
  return (
    <div className="record">
      <h3>
        {sayCode(first.name)}{' '}
        <small className="quiet">
          {first.system} {first.record}, version <code>{first.version}</code>, read <Ago at={first.readAt} />
        </small>
      </h3>
      <dl className="pairs">
        {fields.map(({ field, value }) => (
          <div key={field}>
            <dt>{sayCode(field)}</dt>
            <dd className="text">{sayValue(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
