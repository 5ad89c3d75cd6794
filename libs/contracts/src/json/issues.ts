/** One thing that is wrong with a value. Messages never quote the value: it may be personal. */
export interface Issue {
  /** `amount.currency`, `proposals[2].system`; empty for the value as a whole. */
  readonly path: string;
  readonly message: string;
}

/** A value that is wrong all over is reported up to here. */
export const MAX_ISSUES = 20;

export class Issues {
  readonly list: Issue[] = [];
  /** Members that the schema does not know: refused at the edges, passed over in what a later version stored. */
  readonly refuseUnknown: boolean;

  constructor(refuseUnknown: boolean) {
    this.refuseUnknown = refuseUnknown;
  }

  add(path: string, message: string): void {
    if (this.list.length < MAX_ISSUES) this.list.push({ path, message });
  }

  expected(path: string, wanted: string, found: unknown): void {
    this.add(path, `expected ${wanted}, found ${describe(found)}`);
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text';
  return `a ${typeof value}`;
}
