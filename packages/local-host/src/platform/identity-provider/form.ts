import type { IncomingMessage } from 'node:http';
import { readBody } from '../../http.ts';
import { entraErrors } from './entra-errors.ts';

const bodyLimit = 100_000;

/** Reads a form. @throws BodyTooLargeError */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const body = await readBody(request, bodyLimit);
  return new URLSearchParams(
    type === 'application/x-www-form-urlencoded' ? body.toString('utf8') : '',
  );
}

/** The value of a parameter; an empty one is none. @throws EntraError when it is there twice */
export function optional(parameters: URLSearchParams, name: string): string | undefined {
  const [first, ...more] = parameters.getAll(name);
  if (more.length > 0) throw entraErrors.parameterRepeated(name);
  return first === '' ? undefined : first;
}

/** The value of a parameter. @throws EntraError when it is missing, or there twice */
export function required(parameters: URLSearchParams, name: string): string {
  const value = optional(parameters, name);
  if (value === undefined) throw entraErrors.parameterMissing(name);
  return value;
}
