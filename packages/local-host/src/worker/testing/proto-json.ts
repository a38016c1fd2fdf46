import { pathToFileURL } from 'node:url';

/*
 * Between what the worker channel carries and the form of the recordings: proto3 JSON, in which bytes are base64,
 * NaN is a text, and an empty list or map is absent; with placeholders for what differs from machine to machine.
 */

/** What the recorded host sent, as the channel carries it. */
export function fromProtoJson(value: unknown, appRoot: string): unknown {
  return mapDeep(value, (member, name) => {
    if (typeof member !== 'string') return member;
    if (name === 'bytes' || name === 'stream' || name === 'content') {
      return Buffer.from(member, 'base64');
    }
    return member.replaceAll('<app>', appRoot);
  });
}

/** What the worker sent, in the form of the recordings. */
export function toProtoJson(value: unknown, appRoot: string): unknown {
  return mapDeep(value, (member, name) => {
    if (member instanceof Uint8Array) return Buffer.from(member).toString('base64');
    if (typeof member === 'bigint') return String(member);
    if (typeof member === 'number' && !Number.isFinite(member)) return String(member);
    if (typeof member !== 'string') return member;
    const text = withPlaceholders(member, appRoot);
    if (name === 'stackTrace') return text.split('\n', 1)[0];
    if (name === 'runtimeVersion') return '<node-version>';
    if (name === 'workerBitness') return '<arch>';
    if (name === 'HttpUri') return text.replace(/:\d+\//, ':<port>/');
    return text;
  });
}

/**
 * A text with the app's folder and the frames of a stack replaced, and without the place that newer versions of V8
 * add to a JSON error.
 */
export function withPlaceholders(text: string, appRoot: string): string {
  return text
    .replaceAll(pathToFileURL(appRoot).href, '<app-url>')
    .replaceAll(appRoot, '<app>')
    .replace(/(?:\n {4}at [^\n]*?)+(?=\n| \{\n|$)/g, '\n    <stack>')
    .replace(/ \(line \d+ column \d+\)/g, '');
}

/** Rebuilds a value, leaf by leaf; members that become undefined, and empty lists and maps, are left out. */
function mapDeep(
  value: unknown,
  leaf: (value: unknown, name: string) => unknown,
  name = '',
): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    return leaf(value, name);
  }
  if (Array.isArray(value)) return value.map((item) => mapDeep(item, leaf, name));
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, mapDeep(member, leaf, key)] as const)
      .filter(([key, member]) => member !== undefined && !(isEmpty(member) && lists.has(key))),
  );
}

/** What the recordings lack when it is empty; other empty objects, such as data without a kind, are there. */
const lists = new Set([
  'headers',
  'params',
  'query',
  'cookies',
  'outputData',
  'bindings',
  'attributes',
]);

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
