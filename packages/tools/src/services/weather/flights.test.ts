import { expect, test } from 'vitest';
import { createFlights } from './flights.ts';

/** A request that is under way until it is told to end, or is aborted. */
function request() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const starts: AbortSignal[] = [];
  const start = (signal: AbortSignal) => {
    starts.push(signal);
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  };
  return { start, starts, resolve };
}

test('all who ask at the same time share one request', async () => {
  const join = createFlights<string>();
  const { start, starts, resolve } = request();
  const { signal } = new AbortController();
  const answers = [1, 2, 3].map(() => join('a', signal, start));
  resolve('answer');
  expect(await Promise.all(answers)).toEqual(['answer', 'answer', 'answer']);
  expect(starts).toHaveLength(1);
  await join('a', signal, start);
  expect(starts).toHaveLength(2);
});

test('who leaves leaves the others their request', async () => {
  const join = createFlights<string>();
  const { start, starts, resolve } = request();
  const leaver = new AbortController();
  const left = join('a', leaver.signal, start);
  const stays = join('a', new AbortController().signal, start);
  leaver.abort();
  await expect(left).rejects.toThrow('aborted');
  expect(starts[0]!.aborted).toBe(false);
  resolve('answer');
  expect(await stays).toBe('answer');
});

test('the request is aborted when the last one leaves, and the next one starts another', async () => {
  const join = createFlights<string>();
  const { start, starts } = request();
  const [one, two] = [new AbortController(), new AbortController()];
  const left = [join('a', one.signal, start), join('a', two.signal, start)];
  one.abort();
  two.abort();
  expect((await Promise.allSettled(left)).map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
  ]);
  expect(starts[0]!.aborted).toBe(true);
  await expect(join('a', AbortSignal.abort(), start)).rejects.toThrow('aborted');
  expect(starts).toHaveLength(1);
  expect(await join('a', new AbortController().signal, async () => 'new')).toBe('new');
});

test('a failure reaches all, and does not stay', async () => {
  const join = createFlights<string>();
  const { signal } = new AbortController();
  const fail = async () => {
    throw new Error('no luck');
  };
  const answers = await Promise.allSettled([join('a', signal, fail), join('a', signal, fail)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await join('a', signal, async () => 'luck')).toBe('luck');
});
