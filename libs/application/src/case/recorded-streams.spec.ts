import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evolve, isCaseEventType, NO_CASE, type CaseEvent, type CaseState } from '@dws/case';
import { parseEvent, serialiseEvent, type StoreEvent } from '@dws/contracts';
import { describe, expect, it } from 'vitest';

const FOLDER = fileURLToPath(new URL('../../../../schemas/streams/', import.meta.url));
const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

interface Recorded {
  readonly type: string;
  readonly data: string;
}

function recorded(name: string): readonly Recorded[] {
  const lines = readFileSync(`${FOLDER}${name}.txt`, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const space = line.indexOf(' ');
    return { type: line.slice(0, space), data: line.slice(space + 1) };
  });
}

function eventOf({ type, data }: Recorded): CaseEvent {
  if (!isCaseEventType(type)) throw new Error(`expected an event of a case, found ${type}`);
  return { type, data: parseEvent(type, encoder.encode(data)) } as CaseEvent;
}

const stateOf = (name: string): CaseState => recorded(name).map(eventOf).reduce(evolve, NO_CASE);

/** By hand, from what was done with the case when it was recorded. */
const EXPECTED: Readonly<Record<string, object>> = {
  'v0.1.0-edited-message': {
    phase: 'closed',
    signal: { worker: 'revenue-execution', signalType: 'escalation-raised', subject: 'acc-0007' },
    closing: { outcome: 'completed' },
    proposals: [
      { proposal: { actionKind: 'crm.update-health-score' }, status: { at: 'executed' } },
      { proposal: { actionKind: 'message.send' }, status: { at: 'edited' } },
      { proposal: { actionKind: 'task.create' }, status: { at: 'executed' } },
      {
        proposal: {
          actionKind: 'message.send',
          editedBy: 'erin',
          arguments: { body: 'Dear Giulia,\n\nmay we help?' },
        },
        status: { at: 'executed' },
      },
    ],
    feedback: [{ kind: 'correction', by: 'erin', detail: { comment: 'the roll-out is paused' } }],
  },
  'v0.1.0-escalation': {
    phase: 'closed',
    signal: { worker: 'churn-signal', signalType: 'usage.dropped', subject: 'acc-0007' },
    closing: { outcome: 'completed' },
  },
};

describe('a case as version 0.1.0 stored it', () => {
  const names = globSync('*.txt', { cwd: FOLDER }).map((file) => basename(file, '.txt'));

  it('is expected to be something, whatever was recorded', () => {
    expect(names.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it.each(names)('%s is folded as then, for ever', (name) => {
    expect(stateOf(name)).toMatchObject(EXPECTED[name] ?? {});
  });

  it.each(names)('%s is written as then, byte for byte', (name) => {
    for (const { type, data } of recorded(name))
      expect(decoder.decode(serialiseEvent(eventOf({ type, data }) as StoreEvent))).toBe(data);
  });
});
