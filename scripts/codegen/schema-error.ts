/** A schema that breaks the conventions of docs/contracts.md; the message names file, field and remedy. */
export class SchemaError extends Error {
  constructor(where: string, problem: string) {
    super(`${where}: ${problem} (conventions: docs/contracts.md)`);
    this.name = 'SchemaError';
  }
}
