import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialiseEvent, type StoreEvent } from '@dws/contracts';

interface Answer {
  readonly state: { readonly signal: { readonly worker: string } };
  readonly timeline: readonly StoreEvent[];
}

const decoder = new TextDecoder();

/**
 * Keeps the events of one case of a running platform, byte for byte as its store holds them: one line each, the type, a
 * space, the data. From then on `verify` folds them for ever (libs/application/src/case/recorded-streams.spec.ts).
 * @returns the file
 */
export async function recordStream(
  schemas: string,
  caseId: string,
  name: string,
  url: string,
): Promise<string> {
  const answer = await fetch(new URL(`/api/v1/cases/${encodeURIComponent(caseId)}`, url), {
    headers: { 'x-dws-person': 'sam' },
  });
  if (!answer.ok)
    throw new Error(`expected case ${caseId} at ${url}, found ${answer.status}: ${await answer.text()}`);
  const { timeline } = (await answer.json()) as Answer;
  const lines = timeline.map(({ type, data }) => {
    const bytes = serialiseEvent({ type, data } as StoreEvent);
    return `${type} ${decoder.decode(bytes)}\n`;
  });
  const path = join(schemas, 'streams', `${name}.txt`);
  mkdirSync(join(schemas, 'streams'), { recursive: true });
  writeFileSync(path, lines.join(''));
  return path;
}
