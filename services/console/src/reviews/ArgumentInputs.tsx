import { sayCode } from '../say/words.ts';
import type { ArgumentField } from './argument-fields.ts';

interface ArgumentInputsProps {
  readonly fields: readonly ArgumentField[];
  /** The input that could not be read, with what was expected there. */
  readonly unread: { readonly name: string; readonly says: string } | null;
  readonly onChange: (fields: readonly ArgumentField[]) => void;
}

/** A form of the arguments. The longest text comes under the cursor: it is what people change. */
export function ArgumentInputs({ fields, unread, onChange }: ArgumentInputsProps) {
  const first = fields.find(({ kind }) => kind === 'lines') ?? fields[0];
  return (
    <div className="inputs">
      {fields.map((field) => (
        <label key={field.name} className="block">
          {sayCode(field.name)}
          {field.kind === 'list' && <span className="quiet"> (commas between entries)</span>}
          <Input
            field={field}
            first={field.name === first?.name}
            onText={(text) =>
              onChange(fields.map((one) => (one.name === field.name ? { ...one, text } : one)))
            }
          />
          {unread?.name === field.name && (
            <span className="wrong" role="alert">
              Expected {unread.says}.
            </span>
          )}
        </label>
      ))}
    </div>
  );
}

interface InputProps {
  readonly field: ArgumentField;
  readonly first: boolean;
  readonly onText: (text: string) => void;
}

const MIN_ROWS = 3;
const MAX_ROWS = 16;
const CHARACTERS_PER_ROW = 70;

function Input({ field: { kind, text }, first, onText }: InputProps) {
  const mark = first || undefined;
  if (kind === 'lines' || kind === 'json') {
    return (
      <textarea
        value={text}
        rows={rowsOf(text)}
        data-first={mark}
        className={kind === 'json' ? 'mono' : undefined}
        onChange={(event) => onText(event.target.value)}
      />
    );
  }
  if (kind === 'switch') {
    return (
      <select value={text} data-first={mark} onChange={(event) => onText(event.target.value)}>
        <option value="true">yes</option>
        <option value="false">no</option>
      </select>
    );
  }
  return <input value={text} data-first={mark} onChange={(event) => onText(event.target.value)} />;
}

function rowsOf(text: string): number {
  const rows = text
    .split('\n')
    .reduce((sum, line) => sum + 1 + Math.floor(line.length / CHARACTERS_PER_ROW), 0);
  return Math.min(Math.max(rows + 1, MIN_ROWS), MAX_ROWS);
}
