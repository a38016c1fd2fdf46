import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { useProjectCopy } from './support/project-copy.ts';
import { root } from './support/repository.ts';
import { levelIn, runPackage as run } from './support/run-package.ts';

/** `npm run package` as somebody calls it who deploys. */

describe('one app', () => {
  test('is packaged closed where nothing says otherwise, and as told where something does', async () => {
    const copy = await useProjectCopy();
    const first = await run(copy, ['extension-server']);
    expect(first).toMatchObject({ code: 0 });
    expect(first.output).toMatch(/^Auth mode key: the safe one, .*\n✓ extension-server /);
    expect(first.output).toMatch(/dist\/index\.cjs \d+ kB \(\d+ kB gzip\)/);
    expect(await levelIn(copy)).toBe('System');
    expect(existsSync(join(copy, 'apps/self-hosted-server/deploy'))).toBe(false);

    const inAzd = await run(copy, ['extension-server'], { AZURE_ENV_NAME: 'dev' });
    expect(inAzd.output).toContain('Auth mode entra: the default');
    expect(await levelIn(copy)).toBe('Anonymous');

    await mkdir(join(copy, '.azure/prod'), { recursive: true });
    await writeFile(join(copy, '.azure/prod/.env'), 'AUTH_MODE="off"\n');
    const named = await run(copy, ['extension-server', '--env', 'prod'], { AUTH_MODE: 'key' });
    expect(named.output).toContain("AUTH_MODE is 'off'");
    expect(await levelIn(copy)).toBe('Anonymous');
    expect(await readdir(join(copy, '.temp'))).toEqual([]);
  });

  test('keeps its deploy folder when it cannot be packaged', async () => {
    const copy = await useProjectCopy();
    const deploy = join(copy, 'apps/self-hosted-server/deploy');
    await mkdir(deploy);
    await writeFile(join(deploy, 'old.txt'), '');
    const entry = join(copy, 'apps/self-hosted-server/src/main.ts');
    await writeFile(entry, `import 'no-such-package';\n${await readFile(entry, 'utf8')}`);
    const { code, output } = await run(copy, ['self-hosted-server']);
    expect(code).toBe(1);
    expect(output).toMatch(/✘ The bundle of self-hosted-server would need .*\n.*no-such-package/);
    expect(await readdir(deploy)).toEqual(['old.txt']);
  });
});

describe('what cannot be meant is refused, and nothing written', () => {
  test.each([
    [
      ['server'],
      {},
      "There is no app 'server' to package: extension-server or self-hosted-server.",
    ],
    [['extension-server'], { AUTH_MODE: 'Entra' }, "AUTH_MODE is 'Entra'. It must be"],
    [['--env', 'no-such'], {}, "There is no azd environment 'no-such'"],
  ])('%j %j', async (args, env, message) => {
    const { code, output } = await run(root, args, env);
    expect(code).toBe(1);
    expect(output).toContain(`✘ ${message}`);
  });
});

test('--help says what it takes', async () => {
  const { code, output } = await run(root, ['--help']);
  expect(code).toBe(0);
  expect(output).toMatch(/npm run package -- \[OPTIONS\] \[APP\]/);
  expect(output).toContain('--env=<NAME>');
});
