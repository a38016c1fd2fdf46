/**
 * The arguments for Node itself: those of the setting `languageWorkers__node__arguments` (whose letter case does not
 * matter, and which the Functions host splits at white space), then the debugger's port.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/Rpc/Configuration
 */
export function nodeArgumentsOf(env: NodeJS.ProcessEnv, inspectPort: number | undefined): string[] {
  const setting = Object.entries(env).find(([name]) =>
    /^languageWorkers(?:__|:)node(?:__|:)arguments$/i.test(name),
  );
  return [
    ...(setting?.[1]?.split(/\s+/).filter(Boolean) ?? []),
    ...(inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`]),
  ];
}

/** Whether Node will not run anything before a debugger is attached, so that a start may take any time. */
export function waitsForDebugger(args: readonly string[]): boolean {
  return args.some((argument) => /^--inspect-(?:brk|wait)/.test(argument));
}
