import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeDeployFolder } from '../support/deploy-folder.ts';
import { harmless } from '../support/harmless-tool.ts';
import { failuresIn, startDeployment } from './support/start-deployment.ts';

test('a server that comes up late is waited for, and then all is well', async () => {
  const { folder, remove } = await makeDeployFolder('self-hosted', 'key');
  onTestFinished(remove);
  const offline = join(folder, 'app_offline.htm');
  await writeFile(offline, '<p>Back soon.</p>');
  const deployment = await startDeployment('key', {
    only: 'self-hosted-server',
    host: { appRoot: folder },
  });
  onTestFinished(() => deployment[Symbol.asyncDispose]());
  expect(failuresIn(await deployment.verify())).toEqual(['self-hosted-server.endpoint: starting']);

  const said: string[] = [];
  let pauses = 0;
  const report = await deployment.verify({
    waitMs: 60_000,
    say: (text) => void said.push(text),
    async pause() {
      pauses += 1;
      if (pauses < 2) return;
      await rm(offline, { force: true });
      await deployment.hosts['self-hosted-server']!.restart();
    },
  });
  expect(said).toEqual(['Waiting, 60 s at most: Self-hosted server: it answers 503.']);
  const notOk = report.checks.filter(({ outcome }) => outcome !== 'ok').map(({ id }) => id);
  expect(notOk).toEqual(harmless ? [] : ['self-hosted-server.call']);
  expect(pauses).toBe(2);
});
