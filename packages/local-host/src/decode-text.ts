/**
 * UTF-8, unless a byte order mark says otherwise; the mark is taken away. .NET reads texts so (`StreamReader`), and
 * Windows PowerShell writes UTF-16 into files.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
