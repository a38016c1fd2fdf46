/** The files of a new tool, and its line in the catalogue, as texts. */
export interface ToolFiles {
  /** The file's name without its ending: `roll-dice`. */
  readonly file: string;
  /** The name of the constant: `rollDice`. */
  readonly constant: string;
  readonly source: string;
  readonly test: string;
}

/** The sources of a tool called `name` (`roll_dice`): one that works, with everything to fill in. */
export function toolFiles(name: string): ToolFiles {
  const words = name.split('_').filter(Boolean);
  const file = words.join('-');
  const camelCase = words.map((word, index) => (index ? capitalise(word) : word)).join('');
  const constant = isReserved(camelCase) ? `${camelCase}Tool` : camelCase;
  const title = capitalise(words.join(' '));
  return {
    file,
    constant,
    source: `import { z } from 'zod';
import { defineTool } from '../contract/tool.ts';

export const ${constant} = defineTool({
  name: '${name}',
  title: '${title}',
  description: 'Say what it does, and when a model should use it.',
  input: z.object({
    text: z.string().min(1).max(1000).describe('Say what this is'),
  }),
  output: z.object({
    result: z.string().describe('Say what this is'),
  }),
  annotations: { readOnlyHint: true },
  // Throw a ToolError (../contract/errors.ts) for what the model can mend; its message is the answer.
  handler: ({ text }) => ({ result: text }),
});
`,
    test: `import { expect, test } from 'vitest';
import { callTool } from '../contract/call-tool.ts';
import { defineCatalogue } from '../contract/catalogue.ts';
import { testContext } from '../testing.ts';
import { ${constant} } from './${file}.ts';

const catalogue = defineCatalogue({ tools: [${constant}] });

test('${name} answers', async () => {
  const answer = await callTool(catalogue, '${name}', { text: 'hello' }, testContext());
  expect(answer.structuredContent).toEqual({ result: 'hello' });
});

test('${name} names the field that is wrong', async () => {
  const answer = await callTool(catalogue, '${name}', { text: '' }, testContext());
  expect(answer).toMatchObject({ isError: true, content: [{ text: expect.stringContaining('text:') }] });
});
`,
  };
}

/**
 * The catalogue's source with one tool more: its import, and its place in the list.
 * @throws Error when the source has no list of tools to add it to.
 */
export function addToCatalogue(source: string, { file, constant }: ToolFiles): string {
  const list = /\btools:\s*\[/.exec(source);
  const imports = [...source.matchAll(/^import .*;$/gm)];
  const last = imports.at(-1);
  if (!list || !last) throw new Error('There is no "tools: [" in it, or no import.');
  const listAt = list.index + list[0].length;
  const importAt = last.index + last[0].length;
  return [
    source.slice(0, importAt),
    `\nimport { ${constant} } from './tools/${file}.ts';`,
    source.slice(importAt, listAt),
    `\n${constant},`,
    source.slice(listAt),
  ].join('');
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Whether JavaScript keeps a word for itself, so that no constant can be called so. */
function isReserved(word: string): boolean {
  return /^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/.test(
    word,
  );
}
