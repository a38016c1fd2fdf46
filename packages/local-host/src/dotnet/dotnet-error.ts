/**
 * An exception of .NET, as far as the real host shows it to its users: in its log and in its status.
 * `message` and `cause` are the exception's own; there is no stack.
 */
export class DotNetError extends Error {
  override readonly name = 'DotNetError';
  /** The full name of its class. */
  readonly type: string;
  /** The assembly that threw it (`Exception.Source`); empty where the host does not show it. */
  readonly source: string;
  override readonly cause?: DotNetError;

  constructor(type: string, message: string, source: string, cause?: DotNetError) {
    super(message);
    this.type = type;
    this.source = source;
    if (cause) this.cause = cause;
  }
}

/** An exception and its causes, outermost first. */
function chainOf(error: DotNetError): DotNetError[] {
  return error.cause ? [error, ...chainOf(error.cause)] : [error];
}

/** The exception as a log shows it (`Exception.ToString()`), without stacks. */
export function describeException(error: DotNetError): string {
  return chainOf(error)
    .map(({ type, message }) => `${type}: ${message}`)
    .join('\n ---> ');
}

/**
 * The exception in one line, as the host's status and the status of a function show it.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Utility.cs `FlattenException`
 */
export function flattenException(error: DotNetError): string {
  return chainOf(error)
    .map(({ source, message }) => {
      const sentence = message.endsWith('.') ? message : `${message}.`;
      return source ? `${source}: ${sentence}` : sentence;
    })
    .filter((text, index, all) => text.trim() !== all[index - 1]?.trim())
    .join(' ');
}
