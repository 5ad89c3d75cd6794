// usage: node scripts/bench/profile-parts.ts FOLDER ACTIONS — microseconds of CPU per action by part, from the
//        profiles that `node --cpu-prof --cpu-prof-dir=FOLDER …` wrote, one for each thread
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Library, adapter or service of ours; else whose code it is. Time in Node goes to Node, not to who called. */
function partOf({ functionName, url }: Profile['nodes'][number]['callFrame']): string | null {
  if (functionName === '(idle)') return null;
  if (functionName === '(garbage collector)') return 'garbage collection';
  const own = /\/((?:libs\/(?:domain|adapters)|libs|services)\/[^/]+)\/src\//.exec(url)?.[1];
  if (own) return own;
  if (url.includes('/scripts/bench/')) return 'bench itself';
  const module = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (module) return `npm ${module}`;
  return url.startsWith('node:') || url === '' ? 'node and native' : 'other';
}

const [folder = '', actions = '1'] = process.argv.slice(2);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Profile;
  const partOfNode = new Map(nodes.map(({ id, callFrame }) => [id, partOf(callFrame)]));
  const micros = new Map<string, number>();
  samples.forEach((id, index) => {
    const part = partOfNode.get(id);
    if (part) micros.set(part, (micros.get(part) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const rows = [...micros].map(
    ([part, time]) => [part, Math.round((10 * time) / Number(actions)) / 10] as const,
  );
  const parts = Object.fromEntries(rows.toSorted((a, b) => b[1] - a[1]).filter(([, time]) => time >= 0.5));
  const total = Math.round(rows.reduce((sum, [, time]) => sum + time, 0));
  process.stdout.write(`${JSON.stringify({ thread: file, microsPerAction: total, parts }, null, 2)}\n`);
}
