import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { provisioned } from './testing/rehearse.ts';

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url));

/** Runs a hook as azd does, on a machine where nobody is signed in to Azure. */
async function runHook(name: string, changes: NodeJS.ProcessEnv = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'hook-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { SystemRoot } = process.env;
  const env = { PATH: folder, HOME: folder, SystemRoot, AZURE_TENANT_ID: 'tenant', ...provisioned };
  return {
    folder,
    run: () =>
      promisify(execFile)(process.execPath, [cli, 'hook', name], { env: { ...env, ...changes } }),
  };
}

test('what was found after a deployment is printed whole, without empty lines for a terminal', async () => {
  const { run } = await runHook('postdeploy');
  const { stdout, stderr } = await run();
  expect(stdout).toContain('✘ Nobody is signed in to Azure for the tenant tenant.');
  expect(stdout).toContain('\n1 failed\nWarning: The packages are deployed, but not all is well.');
  expect(stdout).toMatch(/npm run verify -- --env test\n$/);
  expect(stdout).not.toContain('\n\n\n');
  expect(stderr).toBe('');
});

test.skipIf(process.platform === 'win32')('azd is asked for a token of the tenant', async () => {
  const { folder, run } = await runHook('preprovision', { VNET_ENABLED: 'true' });
  const azd = join(folder, 'azd');
  await writeFile(azd, `#!/bin/sh\necho "$@" >> "${folder}/asked"\nexit 1\n`);
  await chmod(azd, 0o755);
  await run().catch(() => {});
  expect(await readFile(join(folder, 'asked'), 'utf8')).toMatch(
    /^auth token .*https:\/\/management\.azure\.com\/\.default --tenant-id tenant\n/,
  );
});

test('a setting that azd would drop ends the hook, and a hook that there is not', async () => {
  for (const [name, changes, says] of [
    ['predeploy', { ALLOW_AZURE_CLI: 'no' }, "ALLOW_AZURE_CLI is 'no'."],
    ['prelunch', {}, 'There is no hook prelunch'],
  ] as const) {
    const { run } = await runHook(name, changes);
    await expect(run()).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(says) });
  }
});
