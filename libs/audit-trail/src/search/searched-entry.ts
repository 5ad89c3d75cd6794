import { isUtf8 } from 'node:buffer';
import { jsonObjectIn, parseCopyMetadata, textOf, workerOfTrail, type TrailEvent } from '@dws/audit';
import type { Names } from '@dws/application';
import type { JsonValue } from '@dws/kernel';

/** One named value of an entry. */
export interface Leaf {
  /** `arguments.amount`; members of lists carry the list's name. */
  readonly path: string;
  /** The last name of the path. */
  readonly name: string;
  readonly text: string;
}

/** An entry as the search looks at it: every value of its data and of its source's metadata, by name. */
export interface SearchedEntry {
  /** When the source event was written; empty where its metadata does not say. */
  readonly at: string;
  readonly leaves: readonly Leaf[];
}

/** Values of an entry beyond these are not searched. */
const MOST_LEAVES = 500;
const DEEPEST = 20;
/** Of one value. */
const MOST_TEXT = 20_000;
/** Fields that name a person; all of them are `by` too. */
const PERSONS = new Set(['person', 'reviewer', 'resolvedBy', 'editedBy', 'orderedBy', 'owner']);

/** `null` for an event that no recorder wrote. */
export function searchedEntry(event: TrailEvent, names: Pick<Names, 'ownStream'>): SearchedEntry | null {
  const link = parseCopyMetadata(event.metadata);
  if (!link) return null;
  const members = jsonObjectIn(link.source.metadata) ?? {};
  const leaves: Leaf[] = [];
  const trail = names.ownStream(event.stream);
  add(leaves, 'type', event.type);
  add(leaves, 'stream', link.source.stream);
  const worker = trail === null ? null : workerOfTrail(trail);
  if (worker !== null) add(leaves, 'worker', worker);
  collect(leaves, '', members, 0);
  const caseId = members['caseId'];
  if (typeof caseId === 'string') add(leaves, 'case', caseId);
  if (isUtf8(event.data)) {
    const text = textOf(event.data);
    const data = jsonObjectIn(text);
    if (data) collect(leaves, '', data, 0);
    else add(leaves, 'data', text);
  }
  return { at: typeof members['at'] === 'string' ? members['at'] : '', leaves };
}

function collect(leaves: Leaf[], path: string, value: JsonValue, depth: number): void {
  if (value === null || leaves.length >= MOST_LEAVES) return;
  if (typeof value !== 'object') {
    add(leaves, path, typeof value === 'string' ? value.slice(0, MOST_TEXT) : String(value));
    return;
  }
  if (depth >= DEEPEST) return;
  if (Array.isArray(value))
    for (const one of value as readonly JsonValue[]) collect(leaves, path, one, depth + 1);
  else {
    for (const [name, member] of Object.entries(value)) {
      collect(leaves, path === '' ? name : `${path}.${name}`, member, depth + 1);
    }
  }
}

function add(leaves: Leaf[], path: string, text: string): void {
  const name = path.slice(path.lastIndexOf('.') + 1);
  leaves.push({ path, name, text });
  if (PERSONS.has(name)) leaves.push({ path: 'by', name: 'by', text });
}
