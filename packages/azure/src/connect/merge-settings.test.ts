import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Settings } from './client.ts';
import { vsCode } from './clients/vs-code.ts';
import { nameEntries } from './entry.ts';
import { valueAt } from './jsonc/edit.ts';
import { localServers } from './local-servers.ts';
import { mergeSettings } from './merge-settings.ts';
import { arbitraryJsonc } from './testing/arbitrary-jsonc.ts';
import type { AuthMode } from '../server.ts';

const settingsOf = (mode: AuthMode, portBase = 7070): Settings =>
  vsCode.configure(nameEntries(localServers(portBase, mode)), { homeFolder: '/home/me' }).settings!;
const merge = (text: string, settings: Settings, force = false) =>
  mergeSettings(text, settings, { file: 'mcp.json', force });
const paths = (merged: { changes: readonly { kind: string; path: string }[] }) =>
  merged.changes.map(({ kind, path }) => `${kind} ${path}`);

/** What people have: comments, tabs, Windows line ends, a mark of the byte order, commas at the end. */
const theirs = [
  '\uFEFF// Servers of our team',
  '{',
  '\t"servers": {',
  '\t\t"theirs" : { "type": "stdio", "command": "run" }, // do not touch',
  '\t\t/* "off": {}, */',
  '\t},',
  '\t"inputs": [ { "id": "token", "type": "promptString", "description": "T" }, ],',
  '}',
  '',
].join('\r\n');

describe('a file that is there', () => {
  test('keeps all that it has, and gets what is ours', () => {
    const { text } = merge(theirs, settingsOf('key'));
    const added = ['servers', 'extension-server-local', 'url'];
    expect(valueAt(text.slice(1), added, 'f')).toBe('http://localhost:7071/runtime/webhooks/mcp');
    for (const line of theirs.split('\r\n').slice(0, 5)) expect(text).toContain(`${line}\r\n`);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text).toContain('\t\t"extension-server-local": {\r\n\t\t\t"type": "http"');
  });

  test('keeps its place and its comments where a bridge takes over from an address', () => {
    const url = 'https://a.example/mcp';
    const text = `{ "servers": { "a": { /* ours */ "url": "${url}" }, "b": {} } }`;
    const bridge = { command: 'npx', args: ['-y', 'mcp-remote', url] };
    const merged = merge(text, { section: 'servers', servers: { a: bridge } });
    expect(merged.text).toContain('/* ours */');
    expect(merged.text.indexOf('"a"')).toBeLessThan(merged.text.indexOf('"b"'));
    expect(valueAt(merged.text, ['servers', 'a'], 'f')).toEqual(bridge);
  });

  test('is not changed by a second time', () => {
    const first = merge(theirs, settingsOf('key'));
    expect(paths(first)).toEqual([
      'added servers.extension-server-local',
      'added servers.self-hosted-server-local',
      'added inputs.extension-server-local-key',
      'added inputs.self-hosted-server-local-key',
    ]);
    const second = merge(first.text, settingsOf('key'));
    expect(second).toEqual({ text: first.text, changes: [] });
  });
});

test('whatever the file, no comment and no entry is lost, and no key is left behind', () => {
  const file = fc
    .tuple(arbitraryJsonc, arbitraryJsonc, arbitraryJsonc)
    .map(
      ([servers, input, rest]) =>
        `{ // ours\n  "servers": ${servers},\n  "inputs": [${input}] /* asked for */, "rest": ${rest}\n}\n`,
    );
  const comments = (text: string) =>
    (text.match(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g) ?? []).filter(
      // The addresses of our own servers look like one.
      (comment) => !comment.startsWith('//localhost:'),
    );
  const read = (text: string) =>
    valueAt(text, [], 'f') as { servers: object; inputs: object[]; rest: object };
  fc.assert(
    fc.property(file, (text) => {
      const before = read(text);
      const keyed = settingsOf('key');
      const first = merge(text, keyed);
      expect(comments(first.text)).toEqual(comments(text));
      expect(read(first.text)).toEqual({
        ...before,
        servers: { ...before.servers, ...keyed.servers },
        inputs: [...before.inputs, ...(keyed.inputs ?? [])],
      });
      expect(merge(first.text, keyed)).toEqual({ text: first.text, changes: [] });
      const open = settingsOf('anonymous');
      const second = merge(first.text, open);
      expect(comments(second.text)).toEqual(comments(text));
      expect(read(second.text).servers).toEqual({ ...before.servers, ...open.servers });
      expect(read(second.text).rest).toEqual(before.rest);
    }),
  );
});

describe('a server of ours that is there', () => {
  const mine = `{
  "servers": {
    "extension-server-local": {
      "url": "http://localhost:7071/runtime/webhooks/mcp", // ours
      "dev": { "watch": "*.ts" },
      "type": "sse"
    }
  }
}`;

  test('is updated where it stands, and keeps what the user added', () => {
    const merged = merge(mine, settingsOf('key'));
    expect(paths(merged).slice(0, 2)).toEqual([
      'changed servers.extension-server-local.type',
      'added servers.extension-server-local.headers.x-functions-key',
    ]);
    expect(merged.text).toContain(
      'mcp", // ours\n      "dev": { "watch": "*.ts" },\n      "type": "http",',
    );
  });

  test('loses the key when none is wanted any more, and an empty headers with it', () => {
    const keyed = merge('{}', settingsOf('key')).text;
    const merged = merge(keyed, settingsOf('anonymous'));
    expect(paths(merged)).toEqual([
      'removed servers.extension-server-local.headers.x-functions-key',
      'removed servers.self-hosted-server-local.headers.x-functions-key',
    ]);
    expect(valueAt(merged.text, ['servers'], 'f')).toEqual(settingsOf('anonymous').servers);
  });

  test('has the key in its own header, in whatever case that is written', () => {
    const keyed = merge('{}', settingsOf('key')).text.replace(
      /"x-functions-key": "[^"]*"/,
      '"X-Functions-Key": "s3cret"',
    );
    const { text, changes } = merge(keyed, settingsOf('key'));
    expect(valueAt(text, ['servers', 'extension-server-local', 'headers'], 'f')).toEqual({
      'X-Functions-Key': '${input:extension-server-local-key}',
    });
    expect(paths({ changes })).toEqual([
      'changed servers.extension-server-local.headers.X-Functions-Key',
    ]);
  });

  test('keeps other headers', () => {
    const keyed = merge('{}', settingsOf('key')).text.replace(
      '"headers": {',
      '"headers": {"a": "b",',
    );
    const { text } = merge(keyed, settingsOf('anonymous'));
    expect(valueAt(text, ['servers', 'extension-server-local', 'headers'], 'f')).toEqual({
      a: 'b',
    });
  });
});

describe('a server of the same name and another address', () => {
  const other = JSON.stringify({
    servers: { 'self-hosted-server-local': { url: 'https://other.example/mcp?code=s3cret', x: 1 } },
  });

  test('stops everything, and its address is told without what may be a key', () => {
    expect(() => merge(other, settingsOf('anonymous'))).toThrow(
      'mcp.json has servers of these names with another address: self-hosted-server-local (https://other.example/mcp). Nothing was changed.',
    );
    expect(() => merge(other, settingsOf('anonymous'))).not.toThrow('s3cret');
  });

  test('is overwritten when that is asked for', () => {
    const { text, changes } = merge(other, settingsOf('anonymous'), true);
    expect(valueAt(text, ['servers', 'self-hosted-server-local'], 'f')).toEqual({
      url: 'http://localhost:7072/mcp',
      x: 1,
      type: 'http',
    });
    expect(JSON.stringify(changes)).not.toContain('s3cret');
  });

  test('is one that is no server at all', () => {
    const broken = '{"servers": {"self-hosted-server-local": 1}}';
    expect(() => merge(broken, settingsOf('anonymous'))).toThrow('(no address)');
    expect(merge(broken, settingsOf('anonymous'), true).text).not.toContain(': 1');
  });
});

test.each([
  ['{"servers": []}', 'mcp.json:1:13: servers should be an object'],
  ['{"servers": {},\n "inputs": {}}', 'mcp.json:2:12: inputs should be an array'],
  [
    '{"servers": {"extension-server-local":\n{"url": "http://localhost:7071/runtime/webhooks/mcp", "headers": 1}}}',
    'mcp.json:2:66: servers.extension-server-local.headers should be an object',
  ],
  ['{"servers": {', 'mcp.json:1:14: this is no JSON'],
])('a file that is broken stops with its place: %s', (text, message) => {
  expect(() => merge(text, settingsOf('key'))).toThrow(message);
});
