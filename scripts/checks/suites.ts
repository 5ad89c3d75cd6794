import { runCommand } from './run-command.ts';

/** A Vitest project, in the order that `scripts/verify` runs them. */
export interface Suite {
  readonly name: string;
  readonly does: string;
  /** Suites of two lanes run side by side: they start processes and wait for them more than they work. */
  readonly lane?: 'processes' | 'brokers';
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

async function lacksForeignClients(): Promise<string | null> {
  const java = await lacksJava();
  if (java !== null) return java;
  // `--list-modules` of a JRE has no compiler, and the example is started from its source.
  const modules = await runCommand('java', ['--list-modules'], 'keep');
  if (!modules.output.includes('jdk.compiler'))
    return 'expected a JDK, found a JRE; install one (Debian: openjdk-17-jdk-headless)';
  const needed = [
    ['mvn', ['--version'], 'maven'],
    ['python3', ['-c', 'import venv, ensurepip'], 'python3-venv'],
    ['kcat', ['-V'], 'kcat'],
  ] as const;
  for (const [command, args, debian] of needed) {
    const { exitCode } = await runCommand(command, args, 'keep');
    if (exitCode !== 0)
      return `expected ${command} on PATH, found none that works; install it (Debian: ${debian})`;
  }
  return null;
}

const lacksNothing = async (): Promise<null> => Promise.resolve(null);

export const SUITES: readonly Suite[] = [
  { name: 'unit', does: 'specs that need nothing but Node', lacks: lacksNothing },
  {
    name: 'process',
    does: 'specs that start, kill and restart real processes',
    lane: 'processes',
    lacks: lacksNothing,
  },
  {
    name: 'console',
    does: 'specs of the web console in a real browser',
    lane: 'processes',
    lacks: lacksChromium,
  },
  { name: 'registry', does: 'specs on a real schema registry', lane: 'processes', lacks: lacksJava },
  {
    name: 'faults',
    does: 'the whole platform on three brokers while its parts fail',
    lane: 'processes',
    lacks: lacksJava,
  },
  { name: 'kafka', does: 'specs on a real Kafka broker', lane: 'brokers', lacks: lacksJava },
  {
    name: 'clients',
    does: 'clients in Python, Java and kcat, as the docs have them',
    lane: 'brokers',
    lacks: lacksForeignClients,
  },
];
