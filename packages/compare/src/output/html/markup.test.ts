import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markup, type MarkupValue, trustedMarkup } from './markup.ts';

test('text is escaped, markup is not', () => {
  const inner = markup`<b>${'<i>'}</b>`;
  expect(String(markup`<p title="${'"x" & \'y\''}">${inner}</p>`)).toBe(
    '<p title="&quot;x&quot; &amp; &#39;y&#39;"><b>&lt;i&gt;</b></p>',
  );
  expect(String(markup`${trustedMarkup('<hr>')}`)).toBe('<hr>');
});

test('lists are joined, and nothing is nothing', () => {
  expect(String(markup`<ul>${[1, 2].map((n) => markup`<li>${n}</li>`)}${undefined}</ul>`)).toBe(
    '<ul><li>1</li><li>2</li></ul>',
  );
});

test('what only looks like markup, as JSON of a server may, is text', () => {
  const forged = { toString: () => '<script>' } as unknown as MarkupValue;
  expect(String(markup`${forged}`)).not.toContain('<');
});

test('what cannot be seen is written out', () => {
  expect(String(markup`${'a\u202Eb\u0000c\uD800'}`)).toBe('a\\u202eb\\u0000c\uFFFD');
});

/** Any at all, half pairs included. The library's own unit for this takes most of a second to make. */
const character = fc.oneof(
  fc.constantFrom(...'< > " \' & # ;'.split(' ')),
  fc.integer({ min: 0, max: 0x10_ff_ff }).map((code) => String.fromCodePoint(code)),
);

test('no text can end its place in the page', () => {
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      expect(String(markup`${text}`)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
    }),
  );
});
