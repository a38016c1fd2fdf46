import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { canReadProcesses, readProcessTimes } from '../processes/process-times.ts';
import { measureStarts, startCpu, startSamples, type StartedApp } from './measure-starts.ts';

const app: StartedApp = {
  id: 'self-hosted',
  form: 'source',
  appRoot: fileURLToPath(new URL('../../probe/self-hosted-server', import.meta.url)),
  path: '/mcp',
};

const children = async () =>
  (await readProcessTimes()).filter(({ parent }) => parent === process.pid).map(({ pid }) => pid);

/** The children that were none before, but for what listed them. */
async function childrenSince(before: readonly number[]): Promise<number[]> {
  return (await children()).filter((pid) => !before.includes(pid) && isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test.skipIf(!canReadProcesses())('an app is started, asked and stopped', async () => {
  const before = await children();
  const apps = await measureStarts([app], 1, () => {}, new AbortController().signal);
  const [{ row, server, value } = { value: 0 } as never] = startSamples(apps);
  expect({ row, server }).toEqual({ row: 'start.first-answer', server: 'self-hosted' });
  const cpu = startCpu(apps, 'self-hosted', 'source')!;
  expect(cpu).toBeGreaterThan(10);
  expect(cpu).toBeLessThan(value * 8);
  expect(startCpu(apps, 'self-hosted', 'bundled')).toBeUndefined();
  expect(await childrenSince(before)).toEqual([]);
});

test.skipIf(!canReadProcesses())('an interruption ends what was started', async () => {
  const before = await children();
  const controller = new AbortController();
  const stop = (text: string): void => {
    if (text === 'start 1 of 9') setImmediate(() => controller.abort());
  };
  const apps = await measureStarts([app], 9, stop, controller.signal);
  expect(apps[0]!.starts).toEqual([]);
  expect(await childrenSince(before)).toEqual([]);
});

test('an app that does not start is named', async () => {
  const missing = { ...app, appRoot: '/nowhere/at/all' };
  const starts = measureStarts([missing], 1, () => {}, new AbortController().signal);
  await expect(starts).rejects.toThrow('/nowhere/at/all did not start: ');
});
