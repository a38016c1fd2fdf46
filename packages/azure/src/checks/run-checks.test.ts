import { describe, expect, test } from 'vitest';
import type { CheckResult } from './check.ts';
import { type Check, runChecks } from './run-checks.ts';

const line = (id: string): CheckResult => ({ id, outcome: 'ok', message: `${id} is fine.` });
const check = (id: string, run: Check['run']): Check => ({ id, title: `what ${id} is`, run });

test('runs one after the other, and says when each begins and ends', async () => {
  const events: string[] = [];
  const checks = ['a', 'b'].map((id) =>
    check(id, async () => {
      events.push(`run ${id}`);
      return line(id);
    }),
  );
  const results = await runChecks(checks, {
    onStart: ({ id }) => events.push(`start ${id}`),
    onResult: ({ id }) => events.push(`result ${id}`),
  });
  expect(events).toEqual(['start a', 'run a', 'result a', 'start b', 'run b', 'result b']);
  expect(results).toEqual([line('a'), line('b')]);
});

test('a check may have several lines, or none', async () => {
  const checks = [check('a', () => [line('a.1'), line('a.2')]), check('b', () => [])];
  expect((await runChecks(checks)).map(({ id }) => id)).toEqual(['a.1', 'a.2']);
});

describe('what goes wrong in a check is a failed line, and the others go on:', () => {
  test.each<[string, Check['run'], string]>([
    ['it rejects', async () => Promise.reject(new Error('no such file')), 'no such file'],
    [
      'it throws at once',
      () => {
        throw new Error('bad');
      },
      'What a is could not be checked: bad',
    ],
    ['it never ends', () => new Promise<never>(() => {}), 'What a is gave no answer within 0.02 s'],
  ])('%s', async (_, run, message) => {
    const results = await runChecks([check('a', run), check('b', () => line('b'))], {
      timeoutMs: 20,
    });
    expect(results).toEqual([
      { id: 'a', outcome: 'failed', message: expect.stringContaining(message) as string },
      line('b'),
    ]);
  });
});

test('a check has its own time, and hears when that is over', async () => {
  let heard: AbortSignal | undefined;
  const slow: Check = {
    ...check('a', (signal) => {
      heard = signal;
      return new Promise<never>(() => {});
    }),
    timeoutMs: 10,
  };
  const [result] = await runChecks([slow]);
  expect(result).toMatchObject({ outcome: 'failed', message: expect.stringContaining('0.01 s') });
  expect(heard?.aborted).toBe(true);
});
