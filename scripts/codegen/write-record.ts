import { posix } from 'node:path';
import type { FieldModel, Model, RecordModel } from './model.ts';
import { fileOf, messageOf } from './names.ts';
import { KindWriter } from './write-kind.ts';
import { writeContract } from './write-contract.ts';

export const BANNER = '// Generated from schemas/ by `npm run codegen`. Edit the schema, not this file.\n';

/** The module of one record: type, serialiser, check and, for messages, the contract. */
export function writeRecord(record: RecordModel, model: Model): string {
  const kinds = new KindWriter(model);
  const body = [writeType(record, kinds), writeSerialiser(record, kinds), writeCheck(record, kinds)];
  const message = messageOf(record, model);
  if (message) body.push(writeContract(message, model));
  return [BANNER + writeImports(record, model, kinds), ...body].join('\n');
}

function writeType(record: RecordModel, kinds: KindWriter): string {
  const fields = record.fields.flatMap((field) => [
    `  /** ${comment(field.doc)}${field.personalTo === undefined ? '' : ` Personal data of \`${field.personalTo}\`.`} */`,
    `  readonly ${field.name}${field.optional ? '?' : ''}: ${kinds.type(field.kind)};`,
  ]);
  // An alias, because an interface has no implicit index signature and would be no JsonObject.
  return [`/** ${comment(record.doc)} */`, `export type ${record.title} = {`, ...fields, '};', ''].join('\n');
}

function writeSerialiser(record: RecordModel, kinds: KindWriter): string {
  const fields = record.fields.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const head = `/** RFC 8785 text. */\nexport function serialise${record.title}(value: ${record.title}): string {`;
  // A required member in front spares the care for the comma; else every member brings one and the first is cut off.
  const plainStart = fields[0]?.optional === false;
  const lines = fields.map((field, index) =>
    writeMember(field, plainStart && index === 0 ? '{' : ',', kinds),
  );
  const end = plainStart ? "return text + '}';" : 'return `{${text.slice(1)}}`;';
  return [head, "  let text = '';", ...lines, `  ${end}`, '}', ''].join('\n');
}

function writeMember(field: FieldModel, before: string, kinds: KindWriter): string {
  const append = `text += '${before}"${field.name}":' + ${kinds.text(field.kind, `value.${field.name}`)};`;
  return field.optional ? `  if (value.${field.name} !== undefined) ${append}` : `  ${append}`;
}

function writeCheck(record: RecordModel, kinds: KindWriter): string {
  const names = record.fields.map(({ name }) => `'${name}'`).join(', ');
  const lines = record.fields.map(({ name, kind, optional }) => {
    const at = `at + '${name}'`;
    if (!optional) return `  ${kinds.checkCall(kind, `value['${name}']`, at)}`;
    kinds.checks.add('checkOptional');
    return `  checkOptional(value['${name}'], ${at}, issues, ${kinds.check(kind)});`;
  });
  return [
    `const MEMBERS: ReadonlySet<string> = new Set([${names}]);`,
    '',
    `export function check${record.title}(value: unknown, path: string, issues: Issues): void {`,
    "  if (!isObject(value)) return issues.expected(path, 'an object', value);",
    "  const at = path === '' ? '' : path + '.';",
    ...lines,
    '  if (issues.refuseUnknown) checkMembers(value, MEMBERS, path, issues);',
    '}',
    '',
    '/** Every issue with a value from outside, up to a bound; none means it is a valid one. */',
    `export function validate${record.title}(value: unknown): readonly Issue[] {`,
    '  const issues = new Issues(true);',
    `  check${record.title}(value, '', issues);`,
    '  return issues.list;',
    '}',
    '',
  ].join('\n');
}

function writeImports(record: RecordModel, model: Model, kinds: KindWriter): string {
  const checks = [...kinds.checks, 'checkMembers', 'isObject'].sort();
  const message = messageOf(record, model);
  const lines: string[] = [];
  if (kinds.kernel.size > 0)
    lines.push(`import type { ${[...kinds.kernel].sort().join(', ')} } from '@dws/kernel';`);
  if (message)
    lines.push(`import type { ${message.signal ? 'SignalContract' : 'Contract'} } from '../../contract.ts';`);
  lines.push(
    `import { ${checks.join(', ')} } from '../../json/checks.ts';`,
    "import { Issues, type Issue } from '../../json/issues.ts';",
  );
  if (kinds.texts.size > 0)
    lines.push(`import { ${[...kinds.texts].sort().join(', ')} } from '../../json/text.ts';`);
  const here = posix.dirname(fileOf(record, model));
  for (const other of [...kinds.records].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (other === record) continue;
    const path = posix.relative(here, fileOf(other, model));
    const names = `check${other.title}, serialise${other.title}, type ${other.title}`;
    lines.push(`import { ${names} } from '${path.startsWith('.') ? path : `./${path}`}';`);
  }
  return lines.join('\n') + '\n';
}

function comment(text: string): string {
  return text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ');
}
