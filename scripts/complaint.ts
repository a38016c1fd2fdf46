import { parseArgs } from 'node:util';
import type { ArgsDef, CommandDef, Resolvable } from 'citty';

/**
 * What is wrong with the options and words of a command line: citty itself ignores what it does not know.
 * undefined where nothing is, or where citty has the better answer (`--help`, an unknown command).
 */
export async function complaintAbout(
  command: CommandDef,
  words: readonly string[],
): Promise<string | undefined> {
  if (words.some((word) => word === '--help' || word === '-h')) return undefined;
  const { name = '' } = (await resolved(command.meta)) ?? {};
  const subCommands = await resolved(command.subCommands);
  if (!subCommands)
    return complaintAboutArguments(name, (await resolved(command.args)) ?? {}, words);
  const [first, ...rest] = words;
  if (first?.startsWith('-')) return `${name} knows no option ${first}.`;
  if (first === undefined || !Object.hasOwn(subCommands, first)) return undefined;
  return complaintAbout((await resolved(subCommands[first])) as CommandDef, rest);
}

function complaintAboutArguments(
  name: string,
  args: ArgsDef,
  words: readonly string[],
): string | undefined {
  const definitions = Object.entries(args);
  const options = definitions.filter(([, { type }]) => type !== 'positional');
  const isFlag = (option: string): boolean => args[option]?.type === 'boolean';
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      options.map(([option]) => [option, { type: isFlag(option) ? 'boolean' : 'string' }]),
    ),
    strict: false,
    tokens: true,
  });

  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const isKnown = options.some(([option]) => option === token.name);
    const isNegated = token.name.startsWith('no-') && isFlag(token.name.slice('no-'.length));
    if (!isKnown && !isNegated) {
      const known = options.map(([option]) => `--${option}`).join(', ') || 'none';
      return `${name} knows no option ${token.rawName}. Its options: ${known}.`;
    }
    if (isKnown && !isFlag(token.name) && !token.value) return `${token.rawName} needs a value.`;
  }
  const extra = tokens
    .filter((token) => token.kind === 'positional')
    .at(definitions.length - options.length);
  return extra && `${name} does not know what to do with '${extra.value}'.`;
}

async function resolved<T>(value: Resolvable<T> | undefined): Promise<T | undefined> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value;
}
