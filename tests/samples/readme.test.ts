import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startFunctionsHost } from '@side-by-side/local-host';
import { expect, onTestFinished, test } from 'vitest';
import { formatBanner } from '../../scripts/start/banner.ts';
import { serverPlans } from '../../scripts/start/servers.ts';
import { useProjectCopy } from '../support/project-copy.ts';
import { root } from '../support/repository.ts';
import { apps, useServers } from '../support/servers.ts';

/** What the README shows is what happens. */

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const server = useServers('shipped');

/** The code block of a language that contains a text. */
function block(language: string, containing: string): string {
  const blocks = [...readme.matchAll(/^```(\w*)\n(.*?)^```/gms)].filter(
    (match) => match[1] === language,
  );
  const found = blocks.find((match) => match[2]!.includes(containing));
  if (!found) throw new Error(`The README has no ${language} block with '${containing}'.`);
  return found[2]!;
}

test('npm start prints what it shows', () => {
  const toolCount = apps.shipped.catalogue.tools.length;
  const rows = serverPlans(7070).map((plan) => ({ plan, toolCount }));
  // oxlint-disable-next-line no-control-regex -- the colours of a terminal
  const plain = formatBanner(rows, { host: 'local', watching: true }).replace(/\u001b\[\d+m/g, '');
  expect(block('', 'Extension server').trim()).toBe(plain.trim());
});

test('the curl command is answered as it shows', async () => {
  const body = /-d '(.*)'/.exec(block('sh', 'curl'))![1]!;
  const response = await fetch(server('self-hosted').url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body,
  });
  expect(await response.json()).toEqual(JSON.parse(block('json', 'result')));
});

test('the client connects and calls', async () => {
  const code = block('ts', 'new Client').replace(
    'http://localhost:7072/mcp',
    server('self-hosted').url.href,
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', code],
    {
      cwd: join(root, 'tests'),
    },
  );
  expect(stdout).toContain('Hello, Ann!');
});

test('the tool that it adds is in both servers', async () => {
  const copy = await useProjectCopy();
  const tools = join(copy, 'packages/tools/src');
  await writeFile(join(tools, 'tools/roll-dice.ts'), block('ts', 'rollDice'));
  const catalogue = await readFile(join(tools, 'catalogue.ts'), 'utf8');
  await writeFile(
    join(tools, 'catalogue.ts'),
    `import { rollDice } from './tools/roll-dice.ts';\n${catalogue.replace('tools: [', 'tools: [rollDice, ')}`,
  );
  const hosts = await Promise.all(
    ['extension-server', 'self-hosted-server'].map((app) =>
      startFunctionsHost({ appRoot: join(copy, 'apps', app) }),
    ),
  );
  onTestFinished(async () => void (await Promise.all(hosts.map((host) => host.dispose()))));
  const paths = ['/runtime/webhooks/mcp', '/mcp'];
  for (const [index, host] of hosts.entries()) {
    const ask = async (args: object) => {
      const response = await fetch(host.url + paths[index], {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'roll_dice', arguments: args },
        }),
      });
      return response.text();
    };
    expect(await ask({ sides: 2 })).toMatch(/"structuredContent":\{"rolled":[12]\}/);
    expect(await ask({ sides: 101 })).toContain('No die has more than 100 sides.');
  }
});
