import { type ArgsDef, type CommandDef, renderUsage } from 'citty';

/**
 * Prints how a command is called. Its `meta.name` is all that stands before its arguments, `npm run new tool`,
 * and npm hands on only what stands behind `--`, of which citty knows nothing.
 */
export async function showNpmUsage<T extends ArgsDef>(command: CommandDef<T>): Promise<void> {
  console.log(`${behindDashes(await renderUsage(command))}\n`);
}

/** Puts `--` between each npm command in a text and its arguments. */
export function behindDashes(text: string): string {
  return text
    .replaceAll(/npm (?:start|run \w+) (?=[\w[<-])/g, '$&-- ')
    .replaceAll('npm run <command> ', '$&-- ');
}
