/**
 * JSON text with the refusals of System.Text.Json, and its way to tell a place. What is wrong with
 * malformed text is told in JavaScript's words instead, unless the text is empty, ends too early after
 * a whole token, or is nested too deeply.
 * @see dotnet/runtime:src/libraries/System.Text.Json/src/System/Text/Json/Reader/Utf8JsonReader.cs
 */
import { DotNetError } from '../../dotnet/dotnet-error.ts';
import { messageOf } from '../../errors.ts';
import { parseJson } from '../../dotnet/json-text.ts';

const assembly = 'System.Text.Json';
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g;

/** Where something is in a text: the line, from 0, and the bytes of UTF-8 before it in that line. */
export function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  const bytes = Buffer.byteLength(lines.at(-1)!);
  return `LineNumber: ${lines.length - 1} | BytePositionInLine: ${bytes}.`;
}

/** An exception of the serializer: the text is JSON and yet not what is wanted, or `cause` says why it is none. */
export function jsonException(
  message: string,
  cause?: DotNetError,
  source = assembly,
): DotNetError {
  return new DotNetError('System.Text.Json.JsonException', message, source, cause);
}

/**
 * Parses a document (`JsonDocument.Parse`).
 * @param maxDepth how deeply objects and lists may be nested
 * @throws DotNetError (JsonReaderException) when the text is no JSON, or is nested too deeply.
 */
export function parseDocument(text: string, maxDepth = 64): unknown {
  const refuse = (message: string, offset: number): never => {
    const full = `${message} ${placeOf(text, offset)}`;
    throw new DotNetError('System.Text.Json.JsonReaderException', full, assembly);
  };
  if (!text.trim()) {
    refuse(
      'The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true.',
      text.length,
    );
  }
  const { open, tooDeep } = nesting(text, maxDepth);
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    if (endsTooEarly(text, open)) {
      refuse(
        'Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.',
        text.length,
      );
    }
    throw new DotNetError('System.Text.Json.JsonReaderException', messageOf(error), assembly);
  }
  if (tooDeep !== undefined) {
    const kind = text[tooDeep] === '{' ? 'object' : 'array';
    refuse(
      `The maximum configured depth of ${maxDepth} has been exceeded. Cannot read next JSON ${kind}.`,
      tooDeep,
    );
  }
  return value;
}

/** The brackets that are open at the end, outermost first, and where the first one is that is too deep. */
function nesting(text: string, maxDepth: number): { open: string[]; tooDeep: number | undefined } {
  const open: string[] = [];
  let tooDeep: number | undefined;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (found === '}' || found === ']') open.pop();
    else if (found === '{' || found === '[') {
      if (open.length >= maxDepth) tooDeep ??= index;
      open.push(found);
    }
  }
  return { open, tooDeep };
}

/** Whether nothing is wrong but missing brackets. A number at the very end is something else: it may go on. */
function endsTooEarly(text: string, open: readonly string[]): boolean {
  if (open.length === 0 || /\d$/.test(text)) return false;
  const closing = open.toReversed().map((bracket) => (bracket === '{' ? '}' : ']'));
  try {
    parseJson(text + closing.join(''));
    return true;
  } catch {
    return false;
  }
}
