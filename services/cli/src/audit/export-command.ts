import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { many } from '../shell/operand.ts';
import { flag, oneOf, required } from '../shell/option.ts';
import { queryText, SELECTION, selectionQuery } from './selection.ts';

/** A whole trail may be gigabytes. */
const EXPORT_MS = 3_600_000;

export const auditExport = command({
  name: 'audit export',
  does: 'write audit entries to a file',
  details:
    'A bundle holds seals, public keys and schemas too, so that "dws audit verify FILE", scripts/verify-audit.py or\n' +
    'any verifier written after docs/audit-format.md can check it without the platform. The file appears when it is\n' +
    'whole.',
  operands: { query: many('QUERY', 'what must hold of an entry, as in "audit search"') },
  options: {
    ...SELECTION,
    format: oneOf(['bundle', 'jsonl', 'csv'], 'form of the file', 'bundle'),
    proofs: flag('of a bundle: also the entries up to the next seal, so that seals prove the selected ones'),
    out: required('FILE', 'where to write'),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: '--worker churn-signal --format bundle --out churn-signal.audit.jsonl',
  run: async (args, shell) => {
    const { format } = args;
    const file = resolve(shell.cwd, args.out);
    const part = `${file}.part`;
    const query = {
      ...selectionQuery(args),
      q: queryText(args.query),
      format,
      proofs: args.proofs ? 'true' : undefined,
    };
    const body = await new ControlPlane(shell, args).stream('/audit/export', query, EXPORT_MS);
    let bytes = 0;
    const counted = async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        bytes += piece.byteLength;
        yield piece;
      }
    };
    try {
      await pipeline(body, counted, createWriteStream(part), { signal: shell.stop });
      await rename(part, file);
    } finally {
      await rm(part, { force: true });
    }
    return {
      data: { file, format, bytes },
      text: `${bytes} bytes in ${file}`,
      ...(format === 'bundle' ? { next: `dws audit verify ${file}` } : {}),
    };
  },
});
