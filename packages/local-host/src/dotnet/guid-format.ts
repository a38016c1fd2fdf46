const wrongFormat = 'Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".';

/**
 * A GUID as `Guid.ToString(format)` of .NET writes it.
 * @param guid with dashes, in lower case
 * @throws Error with the words of .NET for another format.
 */
export function formatGuid(guid: string, format: string): string {
  const hex = guid.replaceAll('-', '');
  switch (format.toUpperCase()) {
    case 'D':
      return guid;
    case 'N':
      return hex;
    case 'B':
      return `{${guid}}`;
    case 'P':
      return `(${guid})`;
    case 'X': {
      const bytes = hex.slice(16).match(/../g) ?? [];
      const head = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16)];
      return `{${head.map((part) => `0x${part}`).join()},{${bytes.map((byte) => `0x${byte}`).join()}}}`;
    }
    default:
      throw new Error(wrongFormat);
  }
}
