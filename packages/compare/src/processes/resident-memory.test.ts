import { expect, test } from 'vitest';
import { parseStatus, residentMB } from './resident-memory.ts';

test('the line of a status file that counts is the resident one', () => {
  expect(
    parseStatus('Name:\tnode\nVmHWM:\t  90000 kB\nVmRSS:\t  81920 kB\nRssAnon:\t 1 kB\n'),
  ).toBe(81_920);
  expect(parseStatus('Name:\tzombie\n')).toBe(0);
});

test.skipIf(process.platform === 'win32')(
  'this process has some, one that has ended none',
  async () => {
    const own = await residentMB([process.pid]);
    const ofNode = process.memoryUsage.rss() / 1024 / 1024;
    expect(own).toBeGreaterThan(ofNode / 2);
    expect(own).toBeLessThan(ofNode * 2);
    expect(await residentMB([process.pid, 2 ** 30])).toBeLessThan(own * 2);
    expect(await residentMB([2 ** 30])).toBe(0);
  },
);
