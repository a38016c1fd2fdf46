import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { FunctionsHost } from '../host/functions-host.ts';
import { startFunctionsHost } from '../host/start.ts';
import { watchFolders } from '../host/watch.ts';
import { useAppFolder, writeAppFile } from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { blobsFolder } from './blob-stores.ts';

/** Functions whose blobs the host reads and stores, from their clients' side. */

verifies(
  'binding.expressions',
  'binding.expression-missing',
  'binding.blob-input',
  'binding.blob-output',
  'binding.blob-stores',
  'binding.settings',
  'binding.system-values',
);

const app = fileURLToPath(new URL('fixtures/blob-app', import.meta.url));

async function useHost(): Promise<FunctionsHost> {
  const { AzureWebJobsStorage: _, ...env } = process.env;
  const host = await startFunctionsHost({
    appRoot: await useAppFolder({}, app),
    env: { ...env, NOTES: 'my-notes' },
  });
  onTestFinished(() => host.dispose());
  return host;
}

interface Answer {
  readonly text: string;
  readonly isError: boolean;
}

async function call(host: FunctionsHost, name: string, args?: object): Promise<Answer> {
  const response = await fetch(`${host.url}/runtime/webhooks/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, ...(args && { arguments: args }) },
    }),
  });
  const [json] = /\{.*\}/.exec(await response.text())!;
  const { result } = JSON.parse(json) as {
    result: { content: { text: string }[]; isError?: boolean };
  };
  return { text: result.content[0]!.text, isError: result.isError ?? false };
}

const stored = (host: FunctionsHost, path: string): Promise<string> =>
  readFile(join(host.appRoot, blobsFolder, path), 'utf8');

test('a tool saves a blob, and another reads it as JSON and as bytes', async () => {
  const host = await useHost();
  const args = { name: 'hello', content: 'print("ü")' };
  expect(await call(host, 'save_snippet', args)).toEqual({ text: 'saved', isError: false });
  expect(await stored(host, 'snippets/hello.json')).toBe(
    '{"name":"hello","content":"print(\\"ü\\")"}',
  );
  expect(await call(host, 'get_snippet', { name: 'hello' })).toEqual({
    text: 'print("ü") (42 bytes)',
    isError: false,
  });
});

test('a path may name the function, the time and a random GUID', async () => {
  const host = await useHost();
  await call(host, 'save_snippet', { name: 'hello', content: 'x' });
  const [entry] = await readdir(join(host.appRoot, blobsFolder, 'journal'));
  expect(decodeURIComponent(entry!)).toMatch(/^saveSnippet\/\d{4}\/[0-9a-f-]{36}$/);
  expect(await stored(host, `journal/${entry}`)).toBe('saved hello');
});

test('a blob that is not there is undefined, and an output that is not set stores nothing', async () => {
  const host = await useHost();
  expect((await call(host, 'get_snippet', { name: 'none' })).text).toBe(
    'There is no such snippet.',
  );
  expect((await call(host, 'forgetful', { name: 'none' })).text).toBe('forgotten');
  expect((await call(host, 'get_snippet', { name: 'none' })).text).toBe(
    'There is no such snippet.',
  );
});

test('a call fails whose argument the path needs and the client did not give, and the log says why', async () => {
  const host = await useHost();
  expect(await call(host, 'get_snippet', {})).toEqual({
    text: "An error occurred invoking 'get_snippet'.",
    isError: true,
  });
  expect(host.logs.map(({ message }) => message).join('\n')).toContain(
    "Error while accessing 'name': property doesn't exist.",
  );
});

test('an argument cannot lead to files of others', async () => {
  const host = await useHost();
  const { isError } = await call(host, 'save_snippet', { name: '../../../escaped', content: 'x' });
  expect(isError).toBe(true);
  const files = await readdir(host.appRoot, { recursive: true });
  expect(files.filter((file) => file.includes('escaped'))).toEqual([]);
});

test('an HTTP trigger has the parameters of its route in the path', async () => {
  const host = await useHost();
  const note = `${host.url}/api/notes/today`;
  expect((await fetch(note)).status).toBe(404);
  expect((await fetch(note, { method: 'PUT', body: 'buy milk' })).status).toBe(201);
  expect(await stored(host, 'my-notes/today.txt')).toBe('buy milk');
  expect(await (await fetch(note)).text()).toBe('buy milk');
});

test('an HTTP trigger has the members of its JSON body in the path', async () => {
  const host = await useHost();
  const response = await fetch(`${host.url}/api/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'body', text: 'from a body' }),
  });
  expect(response.status).toBe(201);
  expect(await stored(host, 'my-notes/body.txt')).toBe('from a body');
});

test('who watches the app does not hear of its blobs', async () => {
  const host = await useHost();
  await call(host, 'save_snippet', { name: 'first', content: 'x' });
  const heard = { app: 0, blobs: 0 };
  onTestFinished(watchFolders([host.appRoot], () => heard.app++));
  onTestFinished(watchFolders([join(host.appRoot, blobsFolder)], () => heard.blobs++));
  await call(host, 'save_snippet', { name: 'second', content: 'x' });
  await expect.poll(() => heard.blobs).toBe(1);
  expect(heard.app).toBe(0);
  await writeAppFile(host.appRoot, 'index.cjs', '// changed');
  await expect.poll(() => heard.app).toBe(1);
});
