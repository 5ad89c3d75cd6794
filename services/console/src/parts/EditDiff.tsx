import type { JsonObject } from '@dws/kernel';
import { diffOfArguments, type DiffPart } from '../say/argument-diff.ts';
import { list, sayCode } from '../say/words.ts';

interface EditDiffProps {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** What an edit changed, argument by argument. Said in words too: neither colour nor strike-through is read aloud. */
export function EditDiff({ before, after }: EditDiffProps) {
  const changed = diffOfArguments(before, after);
  const kept = Object.keys(before).filter((name) => !changed.some((one) => one.name === name));
  if (changed.length === 0) return <p className="quiet">Nothing is changed yet.</p>;
  return (
    <>
      <dl className="edit-diff">
        {changed.map(({ name, parts }) => (
          <div key={name}>
            <dt>{sayCode(name)}</dt>
            <dd className="text">
              {parts.map((part, at) => (
                // Parts have no name but their place, and are never reordered.
                <Part key={at} part={part} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {kept.length > 0 && <p className="quiet">Unchanged: {list(kept.map(sayCode))}.</p>}
    </>
  );
}

function Part({ part: { kind, text } }: { readonly part: DiffPart }) {
  if (kind === 'same') return <span>{text}</span>;
  if (kind === 'removed')
    return (
      <del className={blockIf(text)}>
        <span className="sr">removed: </span>
        {text}
      </del>
    );
  return (
    <ins className={blockIf(text)}>
      <span className="sr">added: </span>
      {text}
    </ins>
  );
}

/** Whole paragraphs stand one below the other: run together, nobody finds where one ends. */
function blockIf(text: string): string | undefined {
  return text.includes('\n') ? 'block' : undefined;
}
