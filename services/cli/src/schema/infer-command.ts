import { DwsError, isDomain, type JsonObject } from '@dws/kernel';
import { basename, resolve } from 'node:path';
import { readRows } from '../rows/read-rows.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { oneOf, text } from '../shell/option.ts';
import { short, table } from '../shell/table.ts';
import { inferSchema, type FieldNote, type InferredSchema } from './infer-schema.ts';

const WIDTH = 80;

export const schemaInfer = command({
  name: 'schema infer',
  does: 'propose an Avro schema for the rows of a file',
  details:
    'Reads one JSON object per line (or CSV with a header line). Says what it saw of each field, which texts look like a\n' +
    'set of choices, and which fields may hold personal data: those need a mark before the type carries real data.',
  operands: { file: one('FILE.jsonl', 'a file with one JSON object per line') },
  options: {
    type: text('TYPE', 'signal type, such as order.placed (default: from the name of the file)'),
    domain: text('DOMAIN', 'domain the signal belongs to'),
    subject: text('FIELD', 'field that names the business entity: the key on the topic'),
    form: oneOf(['dws', 'avro'], 'as schemas/ takes it, or with enums and logical types of Avro', 'dws'),
  },
  example: 'orders.jsonl --type order.placed --domain revenue --subject orderId',
  run: async (args, shell) => {
    const path = resolve(shell.cwd, args.file);
    const { rows } = readRows(path);
    if (rows.length === 0)
      throw new DwsError('payload-malformed', `expected rows in ${path}, found none`, {
        next: 'Name another file.',
      });
    const type = args.type ?? typeOf(path);
    const inferred = inferSchema(rows as readonly JsonObject[], {
      type,
      namespace: namespaceOf(args.domain),
      marks: marksOf(args, rows as readonly JsonObject[]),
      form: args.form,
    });
    return {
      data: { rows: rows.length, ...inferred },
      text: [JSON.stringify(inferred.schema, null, 2), '', notesText(inferred)].join('\n'),
      next: `say what each field means, mark personal ones, save it as schemas/signals/${type}.avsc; docs/contracts.md goes on from there`,
    };
  },
});

/** `2026-orders placed.jsonl` → `2026.orders.placed`. */
function typeOf(path: string): string {
  const name = basename(path).replace(/\.[^.]+$/, '');
  return name
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .filter((part) => part !== '')
    .join('.');
}

function namespaceOf(domain: string | undefined): string {
  if (domain === undefined) return 'dws.signals.DOMAIN.v1';
  if (isDomain(domain)) return `dws.signals.${domain.replaceAll('-', '_')}.v1`;
  throw new DwsError('argument-invalid', `expected a domain of the platform, found "${domain}"`, {
    argument: '--domain',
  });
}

function marksOf(
  { domain, subject }: { readonly domain: string | undefined; readonly subject: string | undefined },
  rows: readonly JsonObject[],
): JsonObject {
  if (
    subject !== undefined &&
    !rows.every((row) => typeof row[subject] === 'string' && row[subject] !== '')
  ) {
    throw new DwsError(
      'argument-invalid',
      `expected every row to have a text in "${subject}": it is the key`,
      {
        argument: '--subject',
      },
    );
  }
  return { ...(domain === undefined ? {} : { domain }), ...(subject === undefined ? {} : { subject }) };
}

function notesText({ fields }: InferredSchema): string {
  const rows = fields.map((field) => [
    field.field,
    field.type,
    `${field.present} of ${field.of}`,
    short(saidOf(field), WIDTH),
  ]);
  const personal = fields.filter((field) => field.personal !== '').map(({ field }) => field);
  return [
    table(['FIELD', 'TYPE', 'PRESENT', 'NOTES'], rows, 'no field was seen'),
    personal.length === 0
      ? 'nothing looks like personal data; only a person can know'
      : `may be personal data: ${personal.join(', ')}; mark with "personal": {"subject": "<field that says whose>"}`,
  ].join('\n');
}

function saidOf({ notes, personal }: FieldNote): string {
  return [...(personal === '' ? [] : [`PERSONAL? ${personal}`]), ...notes].join('; ');
}
