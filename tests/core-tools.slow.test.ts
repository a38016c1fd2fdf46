import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { makeAppFolder } from '@side-by-side/local-host/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { useProjectCopy } from './support/project-copy.ts';
import { root } from './support/repository.ts';
import { freePortBase, useCli } from './support/start-process.ts';

/**
 * `npm start -- --host func`, with stand-ins for `func` and `azurite` that know only what the command
 * asks of them: the real ones cannot be had in a test.
 */

/** A folder for the PATH with these programs, each the text of a Node script. */
async function programs(scripts: Readonly<Record<string, string>>): Promise<string> {
  const { folder, remove } = await makeAppFolder({});
  onTestFinished(remove);
  const bin = join(folder, 'bin');
  await mkdir(bin);
  for (const [name, script] of Object.entries(scripts)) {
    await writeFile(join(bin, name), `#!${process.execPath}\n${script}`);
    await chmod(join(bin, name), 0o755);
  }
  return bin;
}

const func = (version: string) => `
  const [command, , port] = process.argv.slice(2);
  if (command === '--version') { console.log('${version}'); process.exit(); }
  const answer = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools: [{}, {}, {}] } });
  require('node:http').createServer((request, response) => response.end(answer)).listen(Number(port), '127.0.0.1');
  console.log('func runs in', process.cwd().split(/[\\\\/]/).slice(-2).join('/'));
  console.log('func has', process.env.FUNCTIONS_WORKER_RUNTIME, process.env.AzureWebJobsStorage);`;

const azurite = `
  if (process.argv[2] === '--version') { console.log('3.37.0'); process.exit(); }
  for (const port of [10000, 10001]) require('node:net').createServer().listen(port, '127.0.0.1');`;

async function start(scripts: Readonly<Record<string, string>>, project = root) {
  const base = await freePortBase();
  const path = [await programs(scripts), join(process.execPath, '..'), '/usr/bin', '/bin'].join(
    delimiter,
  );
  const cli = useCli(project, ['start', '--host', 'func', '--port-base', String(base)], {
    PATH: path,
  });
  return { cli, base };
}

/** Somebody's own Azurite would be found in the place of the stand-in. */
const azuriteRuns = await fetch('http://127.0.0.1:10000').then(
  () => true,
  () => false,
);

describe.skipIf(process.platform === 'win32' || azuriteRuns)('npm start -- --host func', () => {
  test('says how to get func where there is none', async () => {
    const { cli } = await start({});
    expect(await cli.ended).toMatchObject({ code: 1 });
    expect(cli.output()).toMatch(
      /✘ --host func needs the Azure Functions Core Tools.*npm install -g azure-functions-core-tools@4/,
    );
  });

  test.each(['4.4.9', '3.0.5682', '4.0'])('refuses func %s, which is too old', async (version) => {
    const { cli } = await start({ func: func(version) });
    expect(await cli.ended).toMatchObject({ code: 1 });
    expect(cli.output()).toContain(`needs func 4.5.0 or later; here is ${version}`);
  });

  test('says how to get Azurite where there is none', async () => {
    const { cli } = await start({ func: func('4.5.0') });
    expect(await cli.ended).toMatchObject({ code: 1 });
    expect(cli.output()).toMatch(/needs Azurite.*npm install -g azurite/);
  });

  test('packages both apps, starts them and Azurite on the same ports as ever, and stops them', async () => {
    const { cli, base } = await start({ func: func('4.15.1'), azurite }, await useProjectCopy());
    await cli.untilPrinted('Ctrl-C stops both');
    for (const [port, path] of [
      [base + 1, '/runtime/webhooks/mcp'],
      [base + 2, '/mcp'],
    ] as const) {
      expect(cli.output()).toMatch(new RegExp(`http://localhost:${port}${path}\\s+3 tools`));
    }
    expect(cli.output()).toContain('func runs in extension-server/deploy');
    expect(cli.output()).toContain('func runs in self-hosted-server/deploy');
    expect(cli.output()).toContain('func has node UseDevelopmentStorage=true');
    expect(cli.output()).not.toContain('local host');
    cli.child.kill('SIGTERM');
    expect(await cli.ended).toMatchObject({ code: 0 });
    for (const port of [base + 1, 10_000]) {
      await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed');
    }
  });

  test('shows what func said when it ends', async () => {
    const broken = `
      if (process.argv[2] === '--version') { console.log('4.6.0'); process.exit(); }
      console.error('no such bundle');
      process.exit(1);`;
    const { cli } = await start({ func: broken, azurite }, await useProjectCopy());
    expect(await cli.ended).toMatchObject({ code: 1 });
    expect(cli.output()).toMatch(/func start has ended\. It said last:\nno such bundle/);
  });
});
