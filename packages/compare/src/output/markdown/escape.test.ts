import { expect, test } from 'vitest';
import { escapeMarkdown } from './escape.ts';

test.each([
  ['a plain sentence, with 1.5 and a-b.', 'a plain sentence, with 1.5 and a-b.'],
  ['snake_case stays', 'snake_case stays'],
  ['two\nlines\tand  blanks ', 'two lines and blanks'],
  ['<img src=x> & Co', '&lt;img src=x> &amp; Co'],
  ['a | b', 'a \\| b'],
  ['`code` *bold* _it_ ~~no~~', '\\`code\\` \\*bold\\* \\_it\\_ \\~\\~no\\~\\~'],
  ['[link](x) ![image](y)', '\\[link\\](x) !\\[image\\](y)'],
  ['https://example.com www.example.com', 'https:\\//example.com www\\.example.com'],
  ['ask @someone', 'ask \\@someone'],
  ['back\\slash', 'back\\\\slash'],
  ['right\u202Eleft\u0000', 'right\\\\u202eleft\\\\u0000'],
])('%j is written as %j', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});
