/** Where the user stands: the bootstrap runs commands at the root, and says it in INIT_CWD. */
export function userFolder(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}
