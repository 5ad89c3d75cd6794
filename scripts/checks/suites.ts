import { runCommand } from './run-command.ts';

/** A Vitest project, in the order that `scripts/verify` runs them. */
export interface Suite {
  readonly name: string;
  readonly does: string;
  /** What this machine lacks for it, in words; `null` when it can run. */
  readonly lacks: () => Promise<string | null>;
}

const OLDEST_JAVA = 17;

async function lacksJava(): Promise<string | null> {
  const { exitCode, output } = await runCommand('java', ['-version'], 'keep');
  const major = Number(/version "(\d+)/.exec(output)?.[1] ?? 0);
  if (exitCode === 0 && major >= OLDEST_JAVA) return null;
  const found = exitCode === 0 ? `version ${major}` : 'none';
  return `expected Java ${OLDEST_JAVA} or newer on PATH, found ${found}; install a JRE (Debian: openjdk-17-jre-headless)`;
}

/** Where the specs of the console look for a browser; `CHROMIUM` names another one. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

async function lacksChromium(): Promise<string | null> {
  const { exitCode } = await runCommand(CHROMIUM, ['--version'], 'keep');
  return exitCode === 0
    ? null
    : `expected Chromium at ${CHROMIUM}, found none; install it (Debian: chromium) or name it in CHROMIUM`;
}

const lacksNothing = async (): Promise<null> => Promise.resolve(null);

export const SUITES: readonly Suite[] = [
  { name: 'unit', does: 'specs that need nothing but Node', lacks: lacksNothing },
  { name: 'process', does: 'specs that start, kill and restart real processes', lacks: lacksNothing },
  { name: 'console', does: 'specs of the web console in a real browser', lacks: lacksChromium },
  { name: 'registry', does: 'specs on a real schema registry', lacks: lacksJava },
  { name: 'kafka', does: 'specs on a real Kafka broker', lacks: lacksJava },
];
