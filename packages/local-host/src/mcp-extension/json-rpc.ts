import { depthOf, isObject, parseJson, writeString } from '../dotnet/json-text.ts';

/** System.Text.Json reads no deeper. */
const maxDepth = 64;

/** A message of a client. Responses and errors of a client are told apart from nothing else: they are ignored. */
export type Message =
  | {
      readonly kind: 'request';
      readonly id: string;
      readonly method: string;
      readonly params: unknown;
    }
  | { readonly kind: 'notification'; readonly method: string }
  | { readonly kind: 'response' };

/**
 * Reads one JSON-RPC message; null for a body of `null`. The id of a request is kept as JSON text.
 * @throws Error for all that the extension's converter refuses (the host then answers an empty 500):
 * no JSON, a batch, no `jsonrpc: "2.0"`, an id that is neither text nor integer, a method that is no text.
 * @see Azure/azure-functions-mcp-extension Serialization/JsonRpcMessageConverter.cs
 */
export function readMessage(text: string): Message | null {
  const root = parseJson(text);
  if (root === null) return null;
  if (!isObject(root)) throw new Error('Expected StartObject token');
  if (depthOf(root) > maxDepth)
    throw new Error(`The maximum configured depth of ${maxDepth} has been exceeded.`);
  if (root['jsonrpc'] !== '2.0') throw new Error('Invalid or missing jsonrpc version');

  const { id, method } = root;
  const hasId = Object.hasOwn(root, 'id');
  const hasMethod = Object.hasOwn(root, 'method');
  if (hasMethod && typeof method !== 'string') throw new Error('The method is not a string');
  if (hasMethod && hasId) {
    return { kind: 'request', id: writeId(id), method: method as string, params: root['params'] };
  }
  if (hasMethod) return { kind: 'notification', method: method as string };
  if (hasId && (Object.hasOwn(root, 'error') || Object.hasOwn(root, 'result'))) {
    writeId(id);
    return { kind: 'response' };
  }
  throw new Error('Invalid JSON-RPC message format');
}

function writeId(id: unknown): string {
  if (typeof id === 'string') return writeString(id);
  const text = JSON.stringify(id);
  // Nineteen digits at the most: more are beyond 64 bits, and take long to read.
  const isInt64 = /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
  if (!isInt64) throw new Error('requestId must be a string or an integer');
  return text;
}

/** The JSON text of an answer: `result` is JSON text already, `id` as `readMessage` gives it. */
export function writeResult(id: string, result: string): string {
  return `{"result":${result},"id":${id},"jsonrpc":"2.0"}`;
}

/** The JSON text of an error. Before a message was read the extension's id is an empty text. */
export function writeError(id: string, code: number, message: string): string {
  return `{"error":{"code":${code},"message":${writeString(message)}},"id":${id},"jsonrpc":"2.0"}`;
}
