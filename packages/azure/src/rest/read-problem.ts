/** What a refusal says of itself. */
export interface Problem {
  /** `ResourceNotFound` */
  readonly code: string | undefined;
  /** The first line, for people. */
  readonly message: string | undefined;
  /** The action that whoever asked may not perform: `Microsoft.Web/sites/read`. The message names who that is. */
  readonly denied: string | undefined;
}

const longest = 300;

/**
 * Reads the body of a refusal, which has three forms: Azure Resource Manager and Microsoft Graph put `code` and
 * `message` into `error`; Azure Monitor leaves `error` out; and App Service, whose answers Resource Manager hands on as
 * they are, has `Code` and `Message`.
 * @param body of whatever kind: a page of a proxy says nothing
 * @param status of the answer. What is said with a 429 names the subscription and who asks, and is not handed on.
 * @see Azure/azure-dev: cli/azd/test/functional/testdata/recordings/Test_CLI_DevCenter_Init_Up_Down.yaml (404, App Service)
 */
export function readProblem(body: unknown, status: number): Problem {
  const whole = fieldsOf(body);
  const error = typeof whole['error'] === 'object' ? fieldsOf(whole['error']) : whole;
  const message = textOf(error['message'] ?? error['Message']);
  return {
    code: textOf(error['code'] ?? error['Code']),
    message:
      status === 429 ? 'it is asked too often.' : message?.split('\n')[0]?.slice(0, longest).trim(),
    denied: deniedAction.exec(message ?? '')?.[1],
  };
}

/** A refusal for a linked resource first names an action that is permitted. */
const deniedAction =
  /does not have (?:authorization|permission)\s*to perform action(?:\(s\))? '([^']+)'/;

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
