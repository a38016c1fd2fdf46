import type { HttpAnswer } from '../triggers/http/http-answer.ts';
import type { FunctionShape } from './function-shape.ts';
import { type InvocationResult, isObject, membersOf } from './invocation-result.ts';

/**
 * The answer to a request that the result of its invocation makes.
 * @throws Error for an output that is no response.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/HttpScriptInvocationResultExtensions.cs
 */
export function answerOf(
  { outputs, returnValue }: InvocationResult,
  shape: FunctionShape,
): HttpAnswer {
  const { output } = shape;
  if (output === '$return')
    return returnValue === undefined ? noContent : valueAnswer(decode(returnValue));
  // A returned object gives outputs too, and its own are stronger.
  const returned = isObject(returnValue) && output !== undefined ? returnValue[output] : undefined;
  if (returned !== undefined && returned !== null) return valueAnswer(returned);
  if (output !== undefined && outputs) return outputAnswer(outputs[output]);
  return returnValue === undefined ? noContent : objectAnswer(returnValue);
}

const noContent: HttpAnswer = { status: 204, headers: [], cookies: [], body: Buffer.alloc(0) };

/** An output by name has to be a response, as an object or as its JSON. Its status is `statusCode` alone. */
function outputAnswer(given: unknown): HttpAnswer {
  if (given === undefined) return textAnswer(200, '{}');
  const members = membersOf(typeof given === 'string' ? tryParse(given) : given);
  const headers = members?.get('headers') ?? {};
  if (!members || !isObject(headers)) {
    throw new Error(
      'Failed while trying to Deserialize to httpOutputBindingResponse. Output is not in expected format',
    );
  }
  return textAnswer(statusOf(members.get('statuscode')), bodyText(members.get('body')), headers);
}

/** Any value may be the `$return` output: with a body it is a response, otherwise the body. */
function valueAnswer(given: unknown): HttpAnswer {
  if (Buffer.isBuffer(given)) return { status: 200, headers: [], cookies: [], body: given };
  const value = typeof given === 'string' ? (tryParse(given) ?? given) : given;
  const members = membersOf(value);
  if (!members?.has('body')) return textAnswer(200, bodyText(value));
  const status = members.has('statuscode') ? members.get('statuscode') : members.get('status');
  const headers = members.get('headers');
  const body = members.get('body');
  // An object inside is written in one line.
  const text = isObject(body) ? JSON.stringify(body) : bodyText(body);
  return textAnswer(statusOf(status), text, isObject(headers) ? headers : {});
}

/** A return value that no output takes is written as ASP.NET writes any. */
function objectAnswer(value: unknown): HttpAnswer {
  if (typeof value === 'string') return textAnswer(200, value);
  return textAnswer(200, JSON.stringify(value), { 'Content-Type': 'application/json' });
}

function textAnswer(
  status: number,
  text: string,
  headers: Readonly<Record<string, unknown>> = {},
): HttpAnswer {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name, headerText(name, value)] as const,
  );
  const isType = ([name]: readonly [string, string]): boolean => /^content-type$/i.test(name);
  const type = entries.find(isType)?.[1] ?? 'text/plain';
  return {
    status,
    headers: [
      ...entries.filter(
        (entry) => !isType(entry) && !/^(?:content-length|transfer-encoding)$/i.test(entry[0]),
      ),
      ['Content-Type', /;\s*charset=/i.test(type) ? type : `${type}; charset=utf-8`],
    ],
    cookies: [],
    body: Buffer.from(text, 'utf8'),
  };
}

function headerText(name: string, value: unknown): string {
  if (value === null) throw new Error(`The header ${name} of the response is null.`);
  return bodyText(value);
}

/** As .NET writes values into text: objects over several lines, True and False. */
function bodyText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return JSON.stringify(value, undefined, 2);
}

/** A whole number, as such or as a text; 200 for anything else. */
function statusOf(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  return typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : 200;
}

/** A text that is Base64 is taken for its bytes, even where it only happens to be. */
function decode(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.replace(/[ \t\r\n]/g, '');
  return text.length % 4 === 0 && /^[A-Za-z\d+/]*={0,2}$/.test(text)
    ? Buffer.from(text, 'base64')
    : value;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
