import type { IncomingMessage } from 'node:http';
import { rawPathOf } from '../../../http.ts';

/** The path of a request as it is routed, also where its target is a whole URL. See `decodePath`. */
export function routedPathOf(request: IncomingMessage): string {
  return decodePath(rawPathOf(request));
}

/**
 * The path of a request as routing sees it: percent-encodings of UTF-8 resolved but for `%2F`, then `.` and
 * `..` segments. What is not valid UTF-8 stays encoded.
 * @param path of the request's target, without the query
 * @see dotnet/aspnetcore:src/Shared/UrlDecoder/UrlDecoder.cs
 */
export function decodePath(path: string): string {
  const decoded = path.includes('%') ? path.replace(/(?:%[\da-f]{2})+/gi, decodeRun) : path;
  return decoded.includes('/.') ? removeDotSegments(decoded) : decoded;
}

function decodeRun(run: string): string {
  try {
    return run
      .split(/(%2f)/i)
      .map((piece, i) => (i % 2 ? piece : decodeURIComponent(piece)))
      .join('');
  } catch {
    return run.replace(sequence, (encoded) =>
      /^%2f$/i.test(encoded) ? encoded : tryDecode(encoded),
    );
  }
}

/** One character of UTF-8 by its first byte, whether or not the others are right. */
const sequence =
  /%[0-7][\da-f]|%[c-d][\da-f](?:%[89ab][\da-f])?|%e[\da-f](?:%[89ab][\da-f]){0,2}|%f[0-7](?:%[89ab][\da-f]){0,3}/gi;

function tryDecode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

/** A segment that is left out takes its slash with it, unless it is the last. */
function removeDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [i, segment] of segments.entries()) {
    const dots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!dots) kept.push(segment);
    else if (i === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}
