import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Described, Media } from './described-servers.ts';

/** A validator of the bodies of a description. Patterns and formats of our own making stand in the schemas. */
export class BodyValidator {
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });
  readonly #components: object;
  readonly #compiled = new Map<object, ValidateFunction>();

  constructor({ components }: Described) {
    this.#components = components;
  }

  /** What is wrong with a body, or null. */
  flawOf(schema: object, body: unknown): string | null {
    let validate = this.#compiled.get(schema);
    if (!validate) {
      validate = this.#ajv.compile({ ...schema, components: this.#components });
      this.#compiled.set(schema, validate);
    }
    return validate(body) ? null : this.#ajv.errorsText(validate.errors);
  }
}

/** Examples that the schema beside them refuses: `operation: what is wrong`. */
export function badExamples(document: Described): readonly string[] {
  const validator = new BodyValidator(document);
  const findings: string[] = [];
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { requestBody, responses }] of Object.entries(operations)) {
      const bodies = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)];
      for (const media of bodies.flatMap((content) => Object.values(content ?? {}))) {
        for (const value of valuesOf(media)) {
          const flaw = validator.flawOf(media.schema, value);
          if (flaw !== null) findings.push(`${method} ${path}: ${flaw} in ${JSON.stringify(value)}`);
        }
      }
    }
  }
  return findings;
}

/** Every example of a body. */
export function valuesOf({ schema, example, examples }: Media): readonly unknown[] {
  return [
    ...(example === undefined ? [] : [example]),
    ...Object.values(examples ?? {}).map(({ value }) => value),
    ...(schema.examples ?? []),
  ];
}
