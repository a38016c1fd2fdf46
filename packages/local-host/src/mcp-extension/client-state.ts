import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  randomInt,
  timingSafeEqual,
} from 'node:crypto';
import type { McpOptions } from './options.ts';

const ivSize = 12;
const tagSize = 16;
const signatureSize = 32;
const idCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A client id or an instance id: 16 characters of a–z and 0–9. */
export function createId(): string {
  return Array.from({ length: 16 }, () => idCharacters[randomInt(idCharacters.length)]).join('');
}

/**
 * The session id that `initialize` hands out: `client|instance`, plain or encrypted.
 * @throws Error when it must be encrypted and there is no key.
 * @see Azure/azure-functions-mcp-extension Security/AesGcmUriStateProtector.cs
 */
export function formatClientState(
  clientId: string,
  instanceId: string,
  options: McpOptions,
): string {
  const state = `${clientId}|${instanceId}`;
  if (options.plainClientState) return state;
  const key = readKey(options);
  const iv = randomBytes(ivSize);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const token = Buffer.concat([
    iv,
    cipher.update(state, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return Buffer.concat([token, sign(token, key)]).toString('base64url');
}

/**
 * Reads a session id. Undefined where it does not have two parts.
 * @throws Error where an encrypted one cannot be read: no base64url, too short, signed with another key.
 */
export function parseClientState(
  text: string,
  options: McpOptions,
): { clientId: string; instanceId: string } | undefined {
  const state = options.plainClientState ? text : decrypt(text, readKey(options));
  const [clientId, instanceId, ...more] = state.split('|').filter(Boolean);
  return clientId && instanceId && !more.length ? { clientId, instanceId } : undefined;
}

function decrypt(text: string, key: Buffer): string {
  if (!/^[\w-]*={0,2}$/.test(text)) throw new Error('The session id is not base64url');
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length < ivSize + tagSize + signatureSize)
    throw new Error('Token is too short or malformed.');
  const token = bytes.subarray(0, -signatureSize);
  if (!timingSafeEqual(bytes.subarray(-signatureSize), sign(token, key))) {
    throw new Error('Invalid token signature.');
  }
  const decipher = createDecipheriv('aes-256-gcm', key, token.subarray(0, ivSize));
  decipher.setAuthTag(token.subarray(-tagSize));
  return (
    decipher.update(token.subarray(ivSize, -tagSize), undefined, 'utf8') + decipher.final('utf8')
  );
}

function sign(token: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(token).digest();
}

/** 64 hexadecimal digits, or the base64 of 32 bytes. */
function readKey({ encryptionKey }: McpOptions): Buffer {
  if (!encryptionKey) throw new Error('Encryption key not found.');
  const key = Buffer.from(encryptionKey, encryptionKey.length === 64 ? 'hex' : 'base64');
  if (key.length !== 32)
    throw new Error(`Key must be exactly 32 bytes, but got ${key.length} bytes.`);
  return key;
}
