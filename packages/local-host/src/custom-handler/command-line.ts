/** What host.json says of the handler's arguments. */
export interface HandlerArguments {
  readonly arguments: readonly string[];
  readonly workerPath?: string;
  readonly workerArguments: readonly string[];
}

/**
 * Replaces each `%NAME%` that `env` has; the others stay. Letter case matters but on Windows.
 * @see .NET `Environment.ExpandEnvironmentVariables`
 */
export function expandVariables(text: string, env: NodeJS.ProcessEnv): string {
  return text.replaceAll(/%([^%]+)%/g, (whole, name: string) => valueOf(name, env) ?? whole);
}

/** Removes each `%NAME%` that is left after the expansion. */
export function removeUnsetVariables(text: string): string {
  return text.replaceAll(/%.+?%/g, '');
}

/**
 * The arguments of the handler's process. The host joins them to one line with blanks and quotes
 * none but the worker path, so an argument with a blank arrives as two, and an unset variable as none.
 * @see Azure/azure-functions-host:src/WebJobs.Script/Workers/ProcessManagement/DefaultWorkerProcessFactory.cs
 */
export function commandArguments(options: HandlerArguments, env: NodeJS.ProcessEnv): string[] {
  const line = [
    ...options.arguments.map((argument) => expandVariables(argument, env)),
    ...(options.workerPath ? [`"${options.workerPath}"`] : []),
    ...options.workerArguments.map((argument) => expandVariables(argument, env)),
  ].join(' ');
  return splitCommandLine(removeUnsetVariables(line));
}

/**
 * Splits a line as .NET does on every system: at blanks outside of double quotes; backslashes are
 * special only before a quote, where two make one; two quotes inside of quotes are one.
 * @see dotnet/runtime `Process.ParseArgumentsIntoList`
 */
export function splitCommandLine(line: string): string[] {
  const found: string[] = [];
  let current: string | undefined;
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const backslashes = /^\\*/.exec(line.slice(i))![0].length;
    if (backslashes > 0) {
      const beforeQuote = line[i + backslashes] === '"';
      const escapes = beforeQuote && backslashes % 2 === 1;
      current = (current ?? '') + '\\'.repeat(beforeQuote ? backslashes >> 1 : backslashes);
      if (escapes) current += '"';
      i += escapes ? backslashes : backslashes - 1;
    } else if (line[i] === '"') {
      current ??= '';
      if (quoted && line[i + 1] === '"') {
        current += '"';
        i += 1;
      } else quoted = !quoted;
    } else if (!quoted && (line[i] === ' ' || line[i] === '\t')) {
      if (current !== undefined) found.push(current);
      current = undefined;
    } else {
      current = (current ?? '') + line[i];
    }
  }
  if (current !== undefined) found.push(current);
  return found;
}

function valueOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  if (process.platform !== 'win32') return env[name];
  const key = Object.keys(env).find((known) => known.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : env[key];
}
