/** What a handler answers to an invocation. */
export interface InvocationResult {
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly returnValue?: unknown;
  readonly logs: readonly string[];
}

/**
 * Reads the answer to an invocation: JSON whose members are known in any letter case; what is missing is
 * nothing.
 * @throws Error for an answer of another type, or with members of the wrong type.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Http/HttpScriptInvocationResult.cs
 */
export function readInvocationResult(
  contentType: string | undefined,
  body: Buffer,
): InvocationResult {
  const text = body.toString('utf8');
  const type = contentType?.split(';', 1)[0]!.trim().toLowerCase() ?? '';
  if (type !== 'application/json' && type !== 'text/json') throw invalid(type, text);
  const members = membersOf(parse(type, text));
  const [outputs, logs] = [members?.get('outputs') ?? undefined, members?.get('logs') ?? []];
  const wrong = !members || !Array.isArray(logs) || (outputs !== undefined && !isObject(outputs));
  if (wrong) throw invalid(type, text);
  const returnValue = members.get('returnvalue') ?? undefined;
  return {
    ...(isObject(outputs) && { outputs }),
    ...(returnValue !== undefined && { returnValue }),
    logs: logs.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))),
  };
}

/** The members of an object by their names in small letters; undefined where it is none. */
export function membersOf(value: unknown): Map<string, unknown> | undefined {
  if (!isObject(value)) return undefined;
  return new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(type: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(type, text);
  }
}

function invalid(type: string, text: string): Error {
  const start = text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text;
  return new Error(`Invalid HttpResponseMessage:\nContent-Type: ${type || '(none)'}\n ${start}`);
}
