import { createReadStream, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { verifyExport } from '@dws/audit-trail';
import type { VerificationKeys } from '@dws/audit';
import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { ControlPlane, CONTROL_PLANE_OPTIONS } from '../platform/control-plane.ts';
import { command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { textOfFile } from '../shell/json-argument.ts';
import { many } from '../shell/operand.ts';
import { several, text } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';
import { workersAnswer } from '../worker/workers-answer.ts';
import { trailVerdict } from './answers.ts';

interface Checked {
  /** File, or worker. */
  readonly what: string;
  readonly ok: boolean;
  readonly verdict: unknown;
  readonly lines: readonly string[];
}

export const auditVerify = command({
  name: 'audit verify',
  does: 'check that audit trails are whole and unchanged',
  details:
    'Without a file or a worker: the trail of every registered worker, as it stands in the platform.\n' +
    'Files are checked with no platform running; of a JSON Lines export, which has no seals, each entry alone.\n' +
    'scripts/verify-audit.py FILE does the same with nothing but Python 3.\n' +
    'Keys inside a bundle vouch for that bundle alone: give the keys that the security architect published.\n' +
    'Ends with 6 and names the first bad position where something is wrong.',
  operands: { files: many('FILE', 'bundles or JSON Lines that "dws audit export" wrote') },
  options: {
    keys: text('FILE', 'trusted keys: KEYID.pem.pub, or a JSON list of {"keyId", "publicKey"}'),
    worker: several('WORKER', 'trail of this worker, as it stands in the platform'),
    ...CONTROL_PLANE_OPTIONS,
  },
  example: 'churn-signal.audit.jsonl --keys seal.pem.pub',
  run: async (args, shell) => {
    const keys = args.keys === undefined ? undefined : readKeys(resolve(shell.cwd, args.keys));
    const checked: Checked[] = [];
    for (const file of args.files) checked.push(await verifyFile(resolve(shell.cwd, file), keys, shell));
    const controlPlane = new ControlPlane(shell, args);
    const workers = args.files.length + args.worker.length > 0 ? args.worker : await allWorkers(controlPlane);
    for (const worker of workers) checked.push(await verifyWorker(worker, controlPlane));
    const ok = checked.every((one) => one.ok);
    return {
      data: { ok, checked: checked.map(({ lines: _, ...one }) => one) },
      text: checked.flatMap(({ lines }) => lines).join('\n'),
      exit: ok ? EXIT.ok : EXIT.differs,
    };
  },
});

/** Whole megabytes: a line is parsed in microseconds, a read costs more than that. */
const READ_BYTES = 1_048_576;

const KEYS_SAY = {
  given: 'keys given',
  inside: 'only the keys inside: the file vouches for itself',
  none: 'no seals: a chain that anyone could have written',
} as const;

async function verifyFile(file: string, keys: VerificationKeys | undefined, shell: Shell): Promise<Checked> {
  const bar = shell.progress('verifying', sizeOf(file));
  const stream = createReadStream(file, { highWaterMark: READ_BYTES });
  const watched = async function* () {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      bar.to(stream.bytesRead);
      yield piece;
    }
  };
  try {
    const verdict = await verifyExport(watched(), keys ? { keys } : {});
    const scope = verdict.complete ? 'whole trails' : 'picked entries: others may be left out between them';
    const lines = [
      `${file}: ${verdict.ok ? 'ok' : 'BROKEN'} (${scope}; ${KEYS_SAY[verdict.keys]})`,
      ...(verdict.fault ? [`  line ${verdict.fault.line}: expected ${verdict.fault.expected}`] : []),
      ...verdict.trails.flatMap(trailLines),
    ];
    return { what: file, ok: verdict.ok, verdict, lines };
  } finally {
    bar.stop();
    stream.destroy();
  }
}

async function allWorkers(controlPlane: ControlPlane): Promise<readonly string[]> {
  const { workers } = await controlPlane.get('/workers', workersAnswer);
  return workers.map(({ worker }) => worker);
}

async function verifyWorker(worker: string, controlPlane: ControlPlane): Promise<Checked> {
  const verdict = await controlPlane.get(`/audit/verify/${encodeURIComponent(worker)}`, trailVerdict);
  return { what: worker, ok: verdict.ok, verdict, lines: trailLines(verdict) };
}

interface ShownVerdict {
  readonly stream: string;
  readonly count?: number;
  /** Of picked entries. */
  readonly proven?: number;
  readonly ok: boolean;
  readonly findings: readonly { readonly problem: string; readonly at: number; readonly detail: string }[];
}

function trailLines({ stream, ok, findings, count, proven }: ShownVerdict): string[] {
  const said = findings.map(({ problem, at, detail }) => `  ${stream}/${at}: ${problem}: ${detail}`);
  const picked = proven === undefined ? '' : `, ${proven} of ${count ?? 0} entries proven by seals`;
  return [`${stream}: ${ok ? 'ok' : 'BROKEN'}${picked}`, ...said];
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw new DwsError('file-unreadable', `expected a bundle at ${file}, found none`, { path: file }, error);
  }
}

const keyList = z.array(z.looseObject({ keyId: z.string(), publicKey: z.string() }));
/** As the platform keeps them: `<key id>.pem.pub`. */
const PEM_FILE = /^(.+)\.pem\.pub$/;

function readKeys(file: string): VerificationKeys {
  const text = textOfFile(file);
  const [, keyId] = PEM_FILE.exec(basename(file)) ?? [];
  if (keyId !== undefined) return new Map([[keyId, text]]);
  const parsed = keyList.safeParse(jsonIn(text));
  if (parsed.success) return new Map(parsed.data.map((key) => [key.keyId, key.publicKey]));
  throw new DwsError(
    'argument-invalid',
    `expected ${file} to be a JSON list of {"keyId", "publicKey"}, or a public key named KEYID.pem.pub`,
  );
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
