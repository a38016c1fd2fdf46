import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  clients,
  nameEntries,
  runConnectCommand,
  sampleServers,
  settingsAsJson,
} from '@side-by-side/azure/connect/testing';
import { Ajv } from 'ajv';
import { parse } from 'jsonc-parser';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { serverPlans } from '../scripts/start/servers.ts';
import { root } from './support/repository.ts';
import { useCli } from './support/start-process.ts';

const schema = JSON.parse(
  readFileSync(join(root, 'tests/fixtures/clients/vscode-mcp.schema.json'), 'utf8'),
) as object;
const vsCodeAccepts = new Ajv({ strictTypes: false }).compile(schema);

/** In this process: what another one has to do is start, which takes far longer. */
async function connect(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  // Of whoever runs the tests nothing counts.
  for (const [name, value] of Object.entries({ INIT_CWD: root, AZURE_ENV_NAME: '', ...env })) {
    vi.stubEnv(name, value);
  }
  onTestFinished(() => void vi.unstubAllEnvs());
  return runConnectCommand(args);
}

async function useFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'mcp.json');
  await writeFile(file, text);
  return file;
}

describe('the schema that VS Code has for mcp.json', () => {
  test.each(['anonymous', 'key', 'entra'] as const)('accepts ours, in auth mode %s', (mode) => {
    const vsCode = clients.find(({ name }) => name === 'vscode')!;
    const { settings } = vsCode.configure(nameEntries(sampleServers(mode)), { homeFolder: '/' });
    const isAccepted = vsCodeAccepts(settingsAsJson(settings!));
    expect({ isAccepted, errors: vsCodeAccepts.errors }).toEqual({
      isAccepted: true,
      errors: null,
    });
  });

  test('refuses what others write, so it says something', () => {
    expect(vsCodeAccepts({ mcpServers: {} })).toBe(false);
    expect(vsCodeAccepts({ servers: { a: { type: 'streamable-http', url: 'http://a' } } })).toBe(
      false,
    );
    expect(vsCodeAccepts({ inputs: [{ type: 'promptString', id: 'a' }] })).toBe(false);
  });

  test('accepts the file that this project ships, which has both local servers already', async () => {
    const file = await useFile(readFileSync(join(root, '.vscode/mcp.json'), 'utf8'));
    expect(vsCodeAccepts(parse(await readFile(file, 'utf8')))).toBe(true);
    const { code, output } = await connect(['vscode', '--write', '--file', file]);
    expect(output).toContain('has it all. Nothing was changed.');
    expect(code).toBe(0);
  });
});

describe('npm run connect', () => {
  test('shows all clients in short, and the local servers where npm start has them', async () => {
    const { code, output } = await connect(['--port-base', '8070']);
    for (const { port, path } of serverPlans(8070)) {
      expect(output).toContain(`http://localhost:${port}${path}`);
    }
    for (const { name } of clients) expect(output).toContain(`  ${name} `);
    expect(code).toBe(0);
  });

  test('as a program merges into a file with comments, once', async () => {
    const file = await useFile('{\n  // ours\n  "servers": {}, // all of them\n}\n');
    const args = [
      'vscode',
      '--url',
      'https://a.example/mcp',
      '--auth',
      'key',
      '--write',
      '--file',
      file,
    ];
    const cli = useCli(root, ['connect', ...args]);
    expect((await cli.ended).code).toBe(0);
    expect(cli.output()).toContain('+ servers.self-hosted-server-azure');
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^\{\n {2}\/\/ ours\n {2}"servers": \{\n[\s\S]*\}, \/\/ all of them\n/);
    expect(vsCodeAccepts(parse(text, [], { allowTrailingComma: true }))).toBe(true);
    await connect(args);
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('starts --file where the user stands', async () => {
    const file = await useFile('{}');
    const { code } = await connect(['cursor', '--write', '--file', 'mcp.json'], {
      INIT_CWD: join(file, '..'),
    });
    expect(code).toBe(0);
    expect(await readFile(file, 'utf8')).toContain('"mcpServers"');
  });

  test('leaves a broken file as it is, and says where it is broken', async () => {
    const file = await useFile('{ "servers": }');
    const { code, output } = await connect(['vscode', '--write', '--file', file]);
    expect(output).toContain('mcp.json:1:14: this is no JSON');
    expect(code).toBe(1);
    expect(await readFile(file, 'utf8')).toBe('{ "servers": }');
  });

  test('prints JSON for programs, with every --url', async () => {
    const urls = [
      '--url',
      'http://localhost:1/mcp',
      '--url',
      'http://[::1]:2/runtime/webhooks/mcp',
    ];
    const { output } = await connect(['claude-code', ...urls, '--json']);
    expect(JSON.parse(output)).toMatchObject({
      client: 'claude-code',
      file: '.mcp.json',
      settings: {
        mcpServers: {
          'self-hosted-server-local': { type: 'http', url: 'http://localhost:1/mcp' },
          'extension-server-local': { type: 'http', url: 'http://[::1]:2/runtime/webhooks/mcp' },
        },
      },
    });
  });

  test.each([
    [['nobody'], 'There is no client nobody. There are: vscode, cursor'],
    [['--write'], 'Name the client'],
    [['mcp-remote', '--write'], 'mcp-remote has no file'],
    [['cursor', '--write', '--auth', 'entra', '--file', 'f'], 'the local identity provider knows'],
    [
      ['cursor', '--write', '--url', 'https://a.example/mcp', '--auth', 'entra', '--file', 'f'],
      'needs a client id',
    ],
    [['--env', 'no-such-env'], "There is no azd environment 'no-such-env'"],
    [['cursor', '--client-id', 'mine'], '--client-id: the Application (client) ID'],
    [['--url', 'https://a.example/mcp'], 'Say who is let in at https://a.example'],
    [['--url', 'http://a.example/mcp', '--auth', 'key'], 'over https only'],
    [['--url', 'a.example'], '--url needs the whole address'],
    [['--env', 'dev', '--url', 'https://a.example/mcp'], 'Give --env or --url'],
    [['--env', 'dev', '--auth', 'key'], '--auth is for --url and the local servers'],
    [['--port-base', '65533'], '65532 is the highest'],
    [['--name', 'a b'], '--name: letters'],
  ])('says what is wrong: %j', async (args, message) => {
    const { code, output } = await connect(args);
    expect(output).toContain(message);
    expect(code).toBe(1);
  });

  test('has the servers of an azd environment by its values alone', async () => {
    const env = {
      AZURE_ENV_NAME: 'connect-test',
      PROVISIONED_AUTH_MODE: 'key',
      AUTH_MODE: 'key',
      SERVICE_EXTENSION_SERVER_MCP_URL: 'https://func-ext.example/runtime/webhooks/mcp',
      DEPLOY_SELF_HOSTED_SERVER: 'false',
    };
    const secret = 'a-secret-of-somebody';
    const { code, output } = await connect(['vscode', '--env', 'connect-test', '--json'], {
      ...env,
      A_SECRET: secret,
    });
    expect(code).toBe(0);
    expect(output).not.toContain(secret);
    expect(JSON.parse(output)).toMatchObject({
      settings: {
        servers: {
          'extension-server-connect-test': {
            url: 'https://func-ext.example/runtime/webhooks/mcp',
            headers: { 'x-functions-key': '${input:extension-server-connect-test-key}' },
          },
        },
      },
    });
  });

  test('mentions the azd environment that is current', async () => {
    const { output } = await connect([], { AZURE_ENV_NAME: 'connect-test' });
    expect(output).toContain('On Azure: npm run connect -- --env connect-test');
  });

  test('prints no key that somebody puts into an address', async () => {
    const { code, output } = await connect(['--url', 'https://a.example/mcp?code=s3cret']);
    expect(output).toContain('A key belongs in no address');
    expect(output).not.toContain('s3cret');
    expect(code).toBe(1);
  });
});
