import { expect, test } from 'vitest';
import type { ConnectParts } from './run-connect.ts';
import { runConnectCommand } from './testing/run-connect-command.ts';
import { azureServers } from './testing/sample-servers.ts';

const run = async (parts: ConnectParts, ...rawArgs: string[]) => runConnectCommand(rawArgs, parts);

test('names the servers of an azd environment after it', async () => {
  const asked: (string | undefined)[] = [];
  const findServers: ConnectParts['findServers'] = async (name) => {
    asked.push(name);
    return azureServers('key');
  };
  const { output } = await run({ findServers }, 'vscode', '--env', 'dev', '--json');
  expect(asked).toEqual(['dev']);
  const { settings } = JSON.parse(output) as { settings: { servers: object } };
  expect(Object.keys(settings.servers)).toEqual(['extension-server-dev', 'self-hosted-server-dev']);
});

test('has the local servers beside those of an environment when both are asked for', async () => {
  const findServers = async () => azureServers('key');
  const { output } = await run({ findServers }, '--env', 'dev', '--local', '--name', 'mine');
  expect(output).toContain('extension-server-mine');
  expect(output).toContain('extension-server-mine-2');
});

test('looks for nothing on Azure unasked, but mentions the environment that is current', async () => {
  const findServers = () => Promise.reject(new Error('It was asked.'));
  const currentEnvironment = async () => 'dev';
  const { output } = await run({ findServers, currentEnvironment });
  expect(output).toContain('http://localhost:7072/mcp');
  expect(output).toContain('npm run connect -- --env dev');
});

test('says that it cannot look for an environment where nothing can', async () => {
  const { output, code } = await run({}, '--env', 'dev');
  expect(output).toContain('Give their addresses: --url');
  expect(code).toBe(1);
});

test('hands on why the servers were not found', async () => {
  const findServers = () => Promise.reject(new Error('There is no environment dev.'));
  const { output } = await run({ findServers }, '--env', 'dev');
  expect(output).toContain('There is no environment dev.');
});
