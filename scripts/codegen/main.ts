import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generate } from './generate.ts';
import { readSchemas } from './read-schemas.ts';
import { assignIds, type SchemaId } from './schema-ids.ts';
import { selfContained } from './self-contained.ts';

/** `npm run codegen` writes; `npm run codegen -- --check` fails with a diff when something is out of date. */
const ROOT = join(import.meta.dirname, '../..');
const SCHEMAS = join(ROOT, 'schemas');
const GENERATED = join(ROOT, 'libs/contracts/src/generated');
const IDS = join(SCHEMAS, 'ids.json');

function newIds(): string {
  const model = readSchemas(SCHEMAS);
  const before = existsSync(IDS) ? (JSON.parse(readFileSync(IDS, 'utf8')) as SchemaId[]) : [];
  const current = model.messages.map(({ type, record }) => ({ type, schema: selfContained(record, model) }));
  const rows = assignIds(before, current, (type, version) =>
    existsSync(join(SCHEMAS, 'history', type, `${version}.avsc`)),
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function write(folder: string, idsFile: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of generate(readSchemas(SCHEMAS))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(idsFile, newIds());
}

/** Whether both are the same; prints what differs. */
function same(before: string, after: string): boolean {
  try {
    execFileSync('git', ['diff', '--no-index', '--no-color', before, after], { stdio: 'inherit' });
    return true;
  } catch {
    return false;
  }
}

if (process.argv.includes('--check')) {
  const scratch = mkdtempSync(join(tmpdir(), 'dws-codegen-'));
  write(join(scratch, 'generated'), join(scratch, 'ids.json'));
  const upToDate = [same(GENERATED, join(scratch, 'generated')), same(IDS, join(scratch, 'ids.json'))];
  rmSync(scratch, { recursive: true });
  if (upToDate.includes(false)) {
    console.error('Generated code is out of date. Run: npm run codegen');
    process.exitCode = 1;
  }
} else {
  write(GENERATED, IDS);
}
