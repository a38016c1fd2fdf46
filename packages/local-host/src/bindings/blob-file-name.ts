/** Short enough for every file system, encrypting ones included, even with a mark behind it. */
const longest = 120;
/** Names of devices of Windows, which it finds in every folder and with every extension. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * Where in a folder the file of a blob is: usually one name, several for a long one, of which all but
 * the last are folders and end in `~`. No two blobs have the same, whatever letter case the file system
 * sees, and none leads out of the folder; `nameOfBlob` gives the blob's name back.
 */
export function blobFileSegments(name: string): string[] {
  const encoded = name.replace(/[^a-z0-9._-]+/gu, encodeBytes);
  const chunks = encoded.match(new RegExp(`.{1,${longest}}`, 'g')) ?? [];
  return chunks.map((chunk, index) => safe(chunk) + (index < chunks.length - 1 ? '~' : ''));
}

/** The blob's name of the segments of its file. */
export function nameOfBlob(segments: readonly string[]): string {
  return decodeURIComponent(segments.map((segment) => segment.replace(/~$/, '')).join(''));
}

function encodeBytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), encodeByte).join('');
}

function encodeByte(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Nothing hidden, no `.` or `..`, no device, and no dot at the end, which Windows takes away. */
function safe(segment: string): string {
  return segment
    .replace(device, (found) => encodeBytes(found[0]!) + found.slice(1))
    .replace(/^\.|\.$/g, encodeBytes);
}
