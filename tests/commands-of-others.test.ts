import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { azCommands, azdCommands, azdGlobal, azGlobal } from './support/commands-of-others.ts';
import { projectFiles, root } from './support/repository.ts';

/** The commands of the Azure CLI and of azd that pages, messages and workflows name, none of which runs in a test. */

const files = projectFiles().filter(
  (file) =>
    /\.(?:md|ts|yml|bicep)$/.test(file) &&
    !/\.test\.ts$|^tests\/|\/(?:testing|fixtures)\//.test(file),
);
/** What may follow: azd is spoken of in sentences, too, so there only the words that begin a command. */
const programs = {
  az: { commands: azCommands, global: azGlobal, first: '[a-z][a-z-]*' },
  azd: { commands: azdCommands, global: azdGlobal, first: firstWords(azdCommands).join('|') },
};

function firstWords(commands: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(commands).map((command) => command.split(' ')[0]!);
}

interface Line {
  readonly command: string;
  readonly options: readonly string[];
  readonly place: string;
}

/** Up to the next command, a semicolon, the end of the line, or that of what is code. */
function linesOf(program: keyof typeof programs): readonly Line[] {
  const { first } = programs[program];
  const start = new RegExp(String.raw`\b${program} ((?:${first})\b[^\n\`;]*)`, 'g');
  return files.flatMap((file) => {
    const text = readFileSync(`${root}/${file}`, 'utf8').replaceAll('\\\n', ' ');
    return text.split(/(?=\b(?:azd?|npm|npx|gh|func) )/).flatMap((part) =>
      [...part.matchAll(start)].map(([, line = '']): Line => ({
        command: longestCommand(program, line),
        options: [...line.matchAll(/ (--?[a-z][a-z-]*)/g)].map((match) => match[1]!),
        place: `${file}: ${program} ${line}`,
      })),
    );
  });
}

function longestCommand(program: keyof typeof programs, line: string): string {
  const fitting = Object.keys(programs[program].commands).filter((command) =>
    new RegExp(String.raw`^${command}(?![\w-])`).test(line),
  );
  return fitting.toSorted((one, other) => other.length - one.length)[0] ?? '';
}

test.each(['az', 'azd'] as const)('%s has each command and each option', (program) => {
  const { commands, global } = programs[program];
  const lines = linesOf(program);
  const known = (command: string): readonly string[] => `${commands[command]} ${global}`.split(' ');
  expect(lines.filter(({ command }) => command === '').map(({ place }) => place)).toEqual([]);
  expect(
    lines.flatMap(({ command, options, place }) =>
      options.filter((option) => !known(command).includes(option)).map((option) => [option, place]),
    ),
  ).toEqual([]);
  const named = new Set(lines.map(({ command }) => command));
  expect(Object.keys(commands).filter((command) => !named.has(command))).toEqual([]);
});
