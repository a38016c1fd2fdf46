import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import {
  canReadProcesses,
  parseProcStat,
  parsePsLines,
  readProcessTimes,
  treeIds,
  treeTime,
} from './process-times.ts';

test('a program may be called anything, and its times are hundredths of a second', () => {
  const stat = '42 (a) b (c) S 7 42 42 0 -1 4194304 900 0 0 0 150 25 9 9 20 0 11 0 12345 1 2';
  expect(parseProcStat(stat)).toEqual({ pid: 42, parent: 7, cpu: 1_750_000 });
});

test('ps counts days, hours, minutes, seconds and their parts', () => {
  const lines = '    1     0 1-02:03:04\n  123   1   00:00:02\n 4567   123    3:04.56\nnonsense\n';
  expect(parsePsLines(lines)).toEqual([
    { pid: 1, parent: 0, cpu: 93_784_000_000 },
    { pid: 123, parent: 1, cpu: 2_000_000 },
    { pid: 4567, parent: 123, cpu: 184_560_000 },
  ]);
});

test('a tree has its root, and what stands below at any depth', () => {
  const processes = [
    { pid: 1, parent: 0, cpu: 1 },
    { pid: 2, parent: 1, cpu: 10 },
    { pid: 3, parent: 2, cpu: 100 },
    { pid: 4, parent: 1, cpu: 1_000 },
    { pid: 5, parent: 0, cpu: 10_000 },
  ];
  expect(treeTime(processes, 1)).toEqual({ own: 1, below: 1_110 });
  expect(treeIds(processes, 1)).toEqual([1, 2, 3, 4]);
  expect(() => treeTime(processes, 6)).toThrow('Process 6 has ended.');
});

test.runIf(canReadProcesses())(
  'the time of a process that works is seen from outside',
  async () => {
    const work = `
    while (process.cpuUsage().user < 200_000);
    process.stdout.write('x');
    setInterval(() => {}, 60_000);`;
    const child = spawn(process.execPath, ['-e', work]);
    const ended = once(child, 'exit');
    onTestFinished(async () => {
      child.kill();
      await ended;
    });
    await once(child.stdout, 'data');
    const { own, below } = treeTime(await readProcessTimes(), child.pid!);
    expect(own).toBeGreaterThanOrEqual(190_000);
    expect(own).toBeLessThan(5_000_000);
    expect(below).toBe(0);
  },
);

test('Windows has no process times', () => {
  expect(canReadProcesses('win32')).toBe(false);
  expect(canReadProcesses('darwin')).toBe(true);
});
