import { describe, expect, test } from 'vitest';
import type { CheckResult } from '../checks/check.ts';
import type { FailureId } from './failures/known-failures.ts';
import { stillToCome, waitUntilSettled } from './wait-until-settled.ts';

const line = (id: string, known?: FailureId): CheckResult => ({
  id,
  outcome: known ? 'failed' : 'ok',
  message: `${id} is ${known ?? 'fine'}.`,
  ...(known && { known }),
});

const down = line('extension-server.endpoint', 'host-down');
const up = line('extension-server.endpoint');

/** Gives one look after the other; time passes only in pauses. */
function rehearse(looks: readonly (readonly CheckResult[])[], waitMs = 60_000) {
  const said: string[] = [];
  const given = new AbortController();
  let now = 0;
  let count = 0;
  const outcome = (stopAfter = Number.POSITIVE_INFINITY) =>
    waitUntilSettled({
      look: async () => looks[Math.min(count++, looks.length - 1)]!,
      waitMs,
      say: (text) => void said.push(text),
      signal: given.signal,
      now: () => now,
      pause: async (ms) => {
        now += ms;
        if (count >= stopAfter) given.abort();
      },
    });
  return { said, outcome, looks: () => count, time: () => now };
}

describe('waiting', () => {
  test('says what it waits for without what would control the terminal', async () => {
    const late = { ...down, message: 'It answers \u001B[2J\u009B31m503.' };
    const { outcome, said } = rehearse([[late], [up]]);
    await outcome();
    expect(said).toEqual([expect.stringContaining('It answers [2J31m503.')]);
  });

  test('ends at the first look where nothing is to come', async () => {
    const { outcome, looks, said } = rehearse([[up]]);
    expect(await outcome()).toEqual([up]);
    expect([looks(), said]).toEqual([1, []]);
  });

  test('ends when all has come, and says once what it waits for', async () => {
    const { outcome, looks, said } = rehearse([[down], [down], [up]]);
    expect(await outcome()).toEqual([up]);
    expect(looks()).toBe(3);
    expect(said).toEqual([`Waiting, 60 s at most: ${down.message}`]);
  });

  test('says anew when it waits for something else', async () => {
    const keyless = line('extension-server.key', 'key-missing');
    const { outcome, said } = rehearse([[down], [keyless], [up]]);
    await outcome();
    expect(said).toEqual([
      `Waiting, 60 s at most: ${down.message}`,
      `Waiting, 55 s at most: ${keyless.message}`,
    ]);
  });

  test('has an end, with what was seen last', async () => {
    const { outcome, time } = rehearse([[down]], 12_000);
    expect(await outcome()).toEqual([down]);
    expect(time()).toBe(12_000);
  });

  test('ends with what was seen last when it is given up', async () => {
    const { outcome, looks } = rehearse([[down], [up]]);
    expect(await outcome(1)).toEqual([down]);
    expect(looks()).toBe(1);
  });
});

describe('what may still come', () => {
  test.each<[string, readonly CheckResult[], number]>([
    ['a host that starts', [down], 1],
    ['what never mends itself', [line('extension-server.mcp', 'levels-at-default')], 0],
    ['what nobody knows', [{ ...down, known: 'no-such-failure' }], 0],
    ['a failure that is not known', [{ id: 'a', outcome: 'failed', message: 'a' }], 0],
    ['what Azure is set to', [line('extension-server.easy-auth', 'easy-auth-off')], 0],
    ['an Azure that does not answer', [line('extension-server.settings', 'azure-silent')], 1],
    [
      'a server that is set up wrongly',
      [line('extension-server.easy-auth', 'easy-auth-off'), down],
      0,
    ],
    ['the other server', [line('self-hosted-server.plan', 'not-flex'), down], 1],
  ])('%s', (_, results, count) => {
    expect(stillToCome(results)).toHaveLength(count);
  });
});
