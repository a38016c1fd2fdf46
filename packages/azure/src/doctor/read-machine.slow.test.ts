import { fileURLToPath } from 'node:url';
import { startFunctionsHost } from '@side-by-side/local-host';
import { expect, onTestFinished, test } from 'vitest';
import { readPort } from './read-machine.ts';

test('knows the local host for a Functions host', async () => {
  const host = await startFunctionsHost({
    appRoot: fileURLToPath(new URL('../../../../apps/self-hosted-server', import.meta.url)),
    port: 0,
  });
  onTestFinished(() => host.dispose());
  const { port } = new URL(host.url);
  expect(await readPort(Number(port), 'x')).toMatchObject({ isFunctionsHost: true });
});
