import type { Instant, JsonObject } from '@dws/kernel';
import type { EffectClass, Reversal } from '@dws/ports';
import type { z } from 'zod';
import type { CompanyRecord } from './record.ts';
import { refusal } from './refusal.ts';

/** What an operation may look at. */
export interface SystemView {
  readonly now: Instant;
  find(recordType: string, id: string): CompanyRecord | undefined;
  /** A fresh id with this prefix. Called at most once by an operation. */
  newId(prefix: string): string;
}

/** The one record an operation writes, and what it answers. */
export interface Written {
  readonly recordType: string;
  readonly id: string;
  readonly fields: JsonObject;
  readonly answer: JsonObject;
}

/** A write that a system offers: a pure function from its arguments and what is there to the record it leaves. */
export interface Operation {
  readonly name: string;
  readonly effectClass: EffectClass;
  readonly summary: string;
  readonly reversal: Reversal | null;
  readonly argumentsSchema: z.ZodType;
  /** @throws DwsError system-refused, reasons `argument-invalid` and `record-unknown`. */
  run(args: JsonObject, view: SystemView): Written;
}

/** Declares an operation; its arguments are checked against `arguments` before `apply` sees them. */
export function operation<Schema extends z.ZodType>(declaration: {
  readonly name: string;
  readonly effectClass: EffectClass;
  readonly summary: string;
  readonly reversal?: Reversal;
  readonly arguments: Schema;
  readonly apply: (args: z.output<Schema>, view: SystemView) => Written;
}): Operation {
  const { name, effectClass, summary, reversal = null, arguments: argumentsSchema, apply } = declaration;
  return {
    name,
    effectClass,
    summary,
    reversal,
    argumentsSchema,
    run(args, view) {
      const parsed = argumentsSchema.safeParse(args);
      if (!parsed.success) throw invalidArguments(name, parsed.error);
      return apply(parsed.data, view);
    },
  };
}

/** The record an operation is about. @throws DwsError system-refused when it is not there. */
export function existing(view: SystemView, recordType: string, id: string): CompanyRecord {
  const record = view.find(recordType, id);
  if (record !== undefined) return record;
  throw refusal('record-unknown', `expected ${recordType} "${id}" to exist; search for it first`, {
    recordType,
    id,
  });
}

function invalidArguments(name: string, error: z.ZodError): Error {
  const [issue] = error.issues;
  const field = issue?.path.join('.') || '(arguments)';
  return refusal('argument-invalid', `${name}: ${field}: ${issue?.message ?? 'invalid'}`, { field });
}
