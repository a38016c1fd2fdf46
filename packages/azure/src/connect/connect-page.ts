import { clients } from './clients.ts';

const begin = '<!-- clients: written by npm run docs -->';
const end = '<!-- end of clients -->';

/** Writes the list of clients into the page on them, and leaves the rest of it as it is. */
export function renderConnectPage(current: string): string {
  const [before, rest] = split(current, begin);
  const [, after] = split(rest, end);
  return `${before}${begin}\n\n${renderList()}\n\n${end}${after}`;
}

function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The page on clients has lost its mark ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

/** A list, as the sentences are too long for the cells of a table. */
function renderList(): string {
  return clients
    .map(({ title, name, keys, signIn: { answer, why, instead } }) =>
      [
        `- **${title}** (\`${name}\`)`,
        `  - The key: ${keys}`,
        `  - Sign-in: **${answer}**. ${why}${instead ? ` ${instead}` : ''}`,
      ].join('\n'),
    )
    .join('\n');
}
