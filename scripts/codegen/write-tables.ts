import type { MessageModel, Model } from './model.ts';
import { camel, fileOf } from './names.ts';
import { BANNER } from './write-record.ts';

/** `tables.ts`: every type by name, and the unions that make a switch over types exhaustive. */
export function writeTables(model: Model): string {
  const events = model.messages.filter(({ signal }) => signal === undefined);
  const signals = model.messages.filter(({ signal }) => signal !== undefined);
  const imports = model.messages.map(
    ({ record }) =>
      `import { ${camel(record.title)}Contract, type ${record.title} } from './${fileOf(record, model)}';`,
  );
  return [
    BANNER + imports.join('\n'),
    writeTable('EVENT_TYPES', 'Event types of the store.', events),
    'export type EventType = keyof typeof EVENT_TYPES;\n',
    writeUnion('StoreEvent', 'An event of a stream, by its type.', events),
    writeTable('SIGNAL_TYPES', 'Facts that business systems may publish.', signals),
    'export type SignalType = keyof typeof SIGNAL_TYPES;\n',
    writeUnion('Signal', 'The body of a signal, by its type.', signals),
  ].join('\n');
}

function writeTable(name: string, doc: string, messages: readonly MessageModel[]): string {
  const rows = messages.map(({ type, record }) => `  '${type}': ${camel(record.title)}Contract,`);
  return [`\n/** ${doc} */`, `export const ${name} = {`, ...rows, '} as const;', ''].join('\n');
}

function writeUnion(name: string, doc: string, messages: readonly MessageModel[]): string {
  const rows = messages.map(
    ({ type, record }) => `  | { readonly type: '${type}'; readonly data: ${record.title} }`,
  );
  return (
    [`/** ${doc} */`, `export type ${name} =`, ...(rows.length > 0 ? rows : ['  never'])].join('\n') + ';\n'
  );
}

/** `index.ts` of the generated code. */
export function writeIndex(model: Model): string {
  const lines = [...model.records.values()].map(({ title, name }) => {
    const record = model.records.get(name);
    const file = record ? fileOf(record, model) : '';
    return `export { serialise${title}, validate${title}, type ${title} } from './${file}';`;
  });
  const tables =
    "export { EVENT_TYPES, SIGNAL_TYPES, type EventType, type Signal, type SignalType, type StoreEvent } from './tables.ts';";
  return [BANNER.trimEnd(), ...lines.sort(), tables, ''].join('\n');
}
