import { describe, expect, test } from 'vitest';
import {
  checkBrowser,
  checkDisk,
  checkEditor,
  checkPort,
  checkWatching,
} from './machine-checks.ts';

const MB = 1024 ** 2;

test.each([
  [76 * 1024 * MB, 'ok', '76.0 GB of disk are free.'],
  [1024 * MB, 'ok', '1.0 GB of disk are free.'],
  [1023 * MB, 'hint', 'Only 1023 MB of disk are free.'],
  [199 * MB, 'failed', 'Only 199 MB of disk are free.'],
  [undefined, 'skipped', 'How much disk is free cannot be found out here.'],
])('%d bytes of disk: %s', (bytes, outcome, message) => {
  expect(checkDisk(bytes)).toMatchObject({ id: 'disk', outcome, message });
});

describe('a port', () => {
  const port = { port: 7071, purpose: 'extension server' };

  test('that is free', () => {
    expect(checkPort({ ...port, isFree: true })).toEqual({
      id: 'port.extension-server',
      outcome: 'ok',
      message: 'Port 7071 (extension server) is free.',
    });
  });

  test('that someone else has', () => {
    expect(checkPort({ ...port, isFree: false, owner: 'nginx (process 12)' })).toMatchObject({
      outcome: 'failed',
      message: 'Port 7071 (extension server) is in use by nginx (process 12).',
      remedy: expect.stringContaining('npm start -- --port-base 8070'),
    });
  });

  test('whose owner is not known', () => {
    expect(checkPort({ ...port, isFree: false })).toMatchObject({
      outcome: 'failed',
      message: 'Port 7071 (extension server) is in use.',
    });
  });

  test('that a Functions host has already, which may be ours', () => {
    const facts = { ...port, isFree: false, owner: 'node (process 12)', isFunctionsHost: true };
    expect(checkPort(facts)).toMatchObject({
      outcome: 'hint',
      cause: expect.stringContaining('npm start'),
    });
  });

  test('near the last one', () => {
    const facts = { port: 65_535, purpose: 'x', isFree: false };
    expect(checkPort(facts).remedy).toContain('--port-base 64530');
  });
});

describe('watching', () => {
  const enough = {
    platform: 'linux',
    openFiles: 1024,
    inotifyWatches: 8192,
    inotifyInstances: 128,
  };

  test('is fine with the limits that Linux has by default', () => {
    expect(checkWatching(enough)).toMatchObject([{ outcome: 'ok' }]);
  });

  test.each([
    ['openFiles', '256 open files', 'ulimit -n'],
    ['inotifyWatches', '256 inotify watches', 'max_user_watches'],
    ['inotifyInstances', '100 inotify instances', 'max_user_instances'],
  ])('has too few %s', (name, message, remedy) => {
    const value = name === 'inotifyInstances' ? 100 : 256;
    expect(checkWatching({ ...enough, [name]: value })).toMatchObject([
      {
        outcome: 'hint',
        message: expect.stringContaining(message),
        remedy: expect.stringContaining(remedy),
      },
    ]);
  });

  test('says nothing where nothing is known', () => {
    expect(checkWatching({ platform: 'darwin' })).toEqual([]);
  });
});

test('what is optional is a hint at most', () => {
  expect([checkEditor(true), checkEditor(false)]).toMatchObject([
    { outcome: 'ok' },
    { outcome: 'hint' },
  ]);
  expect([checkBrowser('/usr/bin/chromium'), checkBrowser(undefined)]).toMatchObject([
    { outcome: 'ok', message: expect.stringContaining('/usr/bin/chromium') },
    { outcome: 'hint', remedy: expect.stringContaining('CHROME_PATH') },
  ]);
});
