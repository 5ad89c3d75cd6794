// usage: node scripts/simulate.ts [--seeds 1000] [--from 1] [--seconds 60] [--twice] [--json]
//        node scripts/simulate.ts --seeds 10000 --processes 2 [--within 300] [--resume FILE]   many; fails when time is up
//        node scripts/simulate.ts --nightly                       a million, going on where the last time ended
//        node scripts/simulate.ts --seed 4711 [--only 3,7]        one seed again, with its timeline
//        node scripts/simulate.ts --bugs [NAME,…] [--hunts 3] [--most 300] [--processes 2]   hunts the planted bugs
// What it does and proves: docs/reliability.md
import { execFile } from 'node:child_process';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../', import.meta.url).href;
const HERE = new URL('../services/platform/src/testing/simulation/', import.meta.url);

interface Edit {
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

interface PlantedBug {
  readonly name: string;
  readonly edits: readonly Edit[];
}

interface Hunted {
  readonly bug: string;
  readonly found: boolean;
  readonly seeds: readonly number[];
  readonly median: number | null;
  readonly by: readonly string[];
}

interface Hunter {
  readonly hunt: (
    bug: PlantedBug,
    simulate: unknown,
    options: { hunts: number; most: number },
  ) => Promise<Hunted>;
}

/** Loaded by name: which files this is made of is the platform's business, whose test material it is. */
async function load<Module>(file: string, query = ''): Promise<Module> {
  return (await import(new URL(file + query, HERE).href)) as Module;
}

/**
 * Gives every module of ours a second life for each bug, with the bug's texts put into its sources as they are read:
 * the product holds no switch that could be left on.
 */
function plant(bugs: readonly PlantedBug[]): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const resolved = nextResolve(specifier, context);
      const planted = new URL(context.parentURL ?? 'file:///').search;
      const ours = resolved.url.startsWith(ROOT) && !resolved.url.includes('/node_modules/');
      if (planted === '' || !ours || resolved.url.includes('?')) return resolved;
      return { ...resolved, url: resolved.url + planted };
    },
    load(url, context, nextLoad) {
      const { search, pathname } = new URL(url);
      const bug = bugs[Number(new URLSearchParams(search).get('bug') ?? NaN)];
      const loaded = nextLoad(url, context);
      const edits = bug?.edits.filter(({ file }) => pathname === new URL(file, ROOT).pathname) ?? [];
      if (edits.length === 0 || !loaded.source) return loaded;
      return { ...loaded, source: edits.reduce(edited, textOf(loaded.source)) };
    },
  });
}

function textOf(source: string | ArrayBuffer | NodeJS.TypedArray): string {
  return typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString('utf8');
}

function edited(text: string, { file, find, put }: Edit): string {
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`${file}: expected once, found ${times} times: ${find}`);
  return text.replace(find, () => put);
}

interface HuntOptions {
  readonly names: readonly string[];
  readonly hunts: number;
  readonly most: number;
  readonly processes: number;
}

async function huntBugs({ names, hunts, most, processes }: HuntOptions): Promise<number> {
  const { PLANTED_BUGS } = await load<{ PLANTED_BUGS: readonly PlantedBug[] }>('planted-bugs.ts');
  if (processes > 1)
    return huntApart({
      names: names.length > 0 ? names : PLANTED_BUGS.map(({ name }) => name),
      hunts,
      most,
      processes,
    });
  const { hunt } = await load<Hunter>('hunt.ts');
  plant(PLANTED_BUGS);
  const results: Hunted[] = [];
  for (const [place, bug] of PLANTED_BUGS.entries()) {
    if (names.length > 0 && !names.includes(bug.name)) continue;
    const result = await hunt(bug, await load('simulate.ts', `?bug=${place}`), { hunts, most });
    results.push(result);
    const seeds = result.found ? `median ${result.median} of ${result.seeds.join(', ')}` : 'NOT FOUND';
    process.stderr.write(`${result.bug.padEnd(56)} ${seeds}  ${result.by.join(', ')}\n`);
  }
  return told(results);
}

/** Each process hunts some of them, one after the other: a bug is a life of its own for every module. */
async function huntApart({ names, hunts, most, processes }: HuntOptions): Promise<number> {
  const waiting = [...names];
  const results: Hunted[] = [];
  const hunter = async (): Promise<void> => {
    for (let some = waiting.splice(0, AT_ONCE); some.length > 0; some = waiting.splice(0, AT_ONCE)) {
      const args = ['--bugs', some.join(','), '--hunts', String(hunts), '--most', String(most)];
      results.push(...(JSON.parse(await outputOf(args)) as Hunted[]));
    }
  };
  await Promise.all(Array.from({ length: processes }, hunter));
  return told(results.toSorted((a, b) => names.indexOf(a.bug) - names.indexOf(b.bug)));
}

/** Bugs that a process hunts before another takes its place: each leaves its modules in memory. */
const AT_ONCE = 6;

/** What this command writes, whatever its exit code: a bug that is not found is no failure of the process. */
function outputOf(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [fileURLToPath(import.meta.url), ...args], (error, stdout) => {
      if (stdout === '') reject(error ?? new Error('a hunt wrote nothing'));
      else resolve(stdout);
    });
    child.stderr?.pipe(process.stderr);
  });
}

function told(results: readonly Hunted[]): number {
  process.stdout.write(`${JSON.stringify(results)}\n`);
  return results.length > 0 && results.every(({ found }) => found) ? 0 : 1;
}

function option(args: string[], name: string, otherwise: string): string {
  const place = args.indexOf(name);
  return place < 0 ? otherwise : (args[place + 1] ?? otherwise);
}

const args = process.argv.slice(2);
if (args.includes('--bugs')) {
  const named = option(args, '--bugs', '');
  const names = named.startsWith('--') ? [] : named.split(',').filter(Boolean);
  const numbers = { hunts: '3', most: '300', processes: '1' };
  const [hunts = 0, most = 0, processes = 0] = Object.entries(numbers).map(([name, otherwise]) =>
    Number(option(args, `--${name}`, otherwise)),
  );
  process.exitCode = await huntBugs({ names, hunts, most, processes });
} else {
  const { command } = await load<{
    readonly command: (given: readonly string[], script: string) => Promise<number>;
  }>('command.ts');
  process.exitCode = await command(args, fileURLToPath(import.meta.url));
}
