import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runLoad } from './run-load.ts';

const never = new AbortController().signal;

test('so many are under way at a time, and each is timed', async () => {
  let [underWay, most] = [0, 0];
  const send = async (): Promise<void> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await setImmediate();
    underWay -= 1;
  };
  const result = await runLoad(send, { concurrency: 4, requests: 30 }, never);
  expect(result.latencies).toHaveLength(30);
  expect(result.errors).toBe(0);
  expect(most).toBe(4);
});

test('it ends when its time is over', async () => {
  const start = performance.now();
  const result = await runLoad(() => setImmediate(), { concurrency: 2, seconds: 0.05 }, never);
  expect(performance.now() - start).toBeGreaterThanOrEqual(50);
  expect(result.seconds).toBeGreaterThanOrEqual(0.05);
  expect(result.latencies.length).toBeGreaterThan(0);
});

test('what fails is counted and not timed', async () => {
  let count = 0;
  const send = async (): Promise<void> => {
    count += 1;
    if (count % 3 === 0) throw new Error(`no ${count}`);
  };
  const result = await runLoad(send, { concurrency: 1, requests: 9 }, never);
  expect(result).toMatchObject({ errors: 3, failure: new Error('no 3') });
  expect(result.latencies).toHaveLength(6);
});

test('a server that answers nothing any more is not asked for ever', async () => {
  const send = () => Promise.reject(new Error('It answered 503.'));
  const load = runLoad(send, { concurrency: 8, seconds: 60 }, never);
  await expect(load).rejects.toThrow('It answered 503.');
});

test('an interruption ends it', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const send = async (): Promise<void> => controller.abort(reason);
  const load = runLoad(send, { concurrency: 2, seconds: 60 }, controller.signal);
  await expect(load).rejects.toBe(reason);
});
