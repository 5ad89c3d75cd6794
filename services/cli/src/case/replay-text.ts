import { short } from '../shell/table.ts';
import type { Difference } from './difference.ts';
import type { Replay } from './replay.ts';

const WIDTH = 100;

/** What came out of a replay, in words. @param tried file of the plan that was run instead of the worker's own */
export function replayText(replay: Replay, tried: string | undefined): string {
  const { comparison, reproduced, recordedDigest, digest, otherVersions } = replay;
  const own = reproduced
    ? `reproduced bit for bit: plan digest ${digest}`
    : `NOT reproduced: recorded plan digest ${recordedDigest}, now ${digest}`;
  const versions = otherVersions.map(
    ({ of, recorded, here }) => `  the ${of} was ${recorded || 'none'} and is ${here || 'none'} here`,
  );
  if (tried === undefined && reproduced) return [own, ...versions].join('\n');
  const { same, decision, added, removed, changed } = comparison;
  const found = same
    ? [`the decision is the same${tried === undefined ? ' in everything the case kept of it' : ''}`]
    : [
        ...decision.map((one) => `~ ${fieldText(one)}`),
        ...removed.map(({ kind, summary }) => `- ${kind}: ${summary}`),
        ...added.map(({ kind, summary }) => `+ ${kind}: ${summary}`),
        ...changed.flatMap(({ kind, fields }) => [
          `~ ${kind}`,
          ...fields.map((one) => `    ${fieldText(one)}`),
        ]),
      ];
  const title = tried === undefined ? [] : [`under ${tried}:`];
  return [own, ...versions, ...title, ...found].join('\n');
}

function fieldText({ path, before, after }: Difference): string {
  return `${path}: ${shown(before)} → ${shown(after)}`;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : short(JSON.stringify(value), WIDTH);
}
