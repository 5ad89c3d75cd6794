import { silentLog } from '@dws/application';
import { DwsError } from '@dws/kernel';
import { describe, expect, it } from 'vitest';
import { persist } from './persist.ts';

const WAITS = [1, 2];
const down = new DwsError('store-unavailable', 'nobody answers');

describe('a start', () => {
  it('is tried again while store or broker is down', async () => {
    const warnings: object[] = [];
    const said = new Set<string>();
    const warn = (fields: object, text: string): void => {
      warnings.push(fields);
      said.add(text);
    };
    const log = { ...silentLog, warn };
    let tries = 0;
    const act = async (): Promise<string> => {
      tries += 1;
      if (tries < 4) throw down;
      return 'up';
    };
    expect(await persist(act, log, new AbortController().signal, WAITS)).toBe('up');
    expect(warnings).toEqual([
      { code: 'store-unavailable', reason: 'nobody answers', pause: 1 },
      { code: 'store-unavailable', reason: 'nobody answers', pause: 2 },
      { code: 'store-unavailable', reason: 'nobody answers', pause: 2 },
    ]);
    expect([...said]).toEqual(['not up yet: waiting for the event store']);
  });

  it('is given up at once where waiting cures nothing', async () => {
    const wrong = new DwsError('config-invalid', 'no such folder');
    const act = (): Promise<never> => Promise.reject(wrong);
    await expect(persist(act, silentLog, new AbortController().signal, WAITS)).rejects.toBe(wrong);
  });

  it('is given up when the process is told to stop', async () => {
    const stopping = new AbortController();
    const act = async (): Promise<never> => {
      setTimeout(() => stopping.abort(), 5);
      throw down;
    };
    await expect(persist(act, silentLog, stopping.signal, [60_000])).rejects.toBe(down);
  });
});
