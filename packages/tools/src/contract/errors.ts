/** A failure whose message is meant for the model that called: say what is wrong and what to try. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** The catalogue has no tool, resource or prompt of that name: a protocol error, not a result. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** The arguments of a prompt do not fit: a protocol error, as prompts have no error results. */
export class InvalidArgumentsError extends Error {
  override readonly name = 'InvalidArgumentsError';
}
