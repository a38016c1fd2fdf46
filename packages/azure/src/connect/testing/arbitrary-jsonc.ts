import fc from 'fast-check';

/** White space and comments, as people put them between tokens. A comment to the end of the line ends it. */
const trivia = (eol: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.constantFrom('', ' ', '\t', eol, `${eol}  `, '/* , } " */', `// it's {, "${eol}`, '/**/'),
      { maxLength: 3 },
    )
    .map((parts) => parts.join(''));

/** Values hold neither `/` nor breaks, so that comments can be told apart by a pattern. */
const scalar = fc
  .oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.stringMatching(/^[a-z{},:é ]{0,6}$/))
  .map((value) => JSON.stringify(value));

function container(
  eol: string,
  [open, close]: readonly [string, string],
  items: fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<string> {
  const gap = trivia(eol);
  return fc
    .tuple(items, fc.array(gap, { minLength: 12, maxLength: 12 }), gap, fc.boolean())
    .map(([all, gaps, inside, trails]) => {
      const body = all.map((item, at) => {
        const isLast = at === all.length - 1;
        return `${gaps[2 * at]}${item}${gaps[2 * at + 1]}${isLast && !trails ? '' : ','}`;
      });
      return `${open}${body.join('')}${inside}${close}`;
    });
}

function anyValue(eol: string, depth: number): fc.Arbitrary<string> {
  if (depth === 0) return scalar;
  const inner = anyValue(eol, depth - 1);
  const list = container(eol, ['[', ']'], fc.array(inner, { maxLength: 3 }));
  return fc.oneof(scalar, list, object(eol, depth));
}

function object(eol: string, depth: number): fc.Arbitrary<string> {
  const gap = trivia(eol);
  const entry = fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), gap, gap, anyValue(eol, depth - 1));
  const items = fc
    .uniqueArray(entry, { maxLength: 4, selector: ([key]) => key })
    .map((entries) => entries.map(([key, one, two, text]) => `"${key}"${one}:${two}${text}`));
  return container(eol, ['{', '}'], items);
}

/** Made once for each line end: making them takes far longer than taking a text from them. */
const texts = ['\n', '\r\n'].map((eol) =>
  fc.tuple(trivia(eol), object(eol, 2), trivia(eol)).map((parts) => parts.join('')),
);

/** JSONC texts whose root is an object: with comments, commas behind the last entry, all line ends, odd white space. */
export const arbitraryJsonc: fc.Arbitrary<string> = fc.oneof(...texts);
