/** Texts that a store might not give back as they were. */
export const awkwardTexts: readonly (readonly [what: string, text: string])[] = [
  ['nothing', ''],
  ['white space', ' \t\n '],
  ['a byte order mark', '\uFEFFtext\uFEFF'],
  ['every kind of line end', 'a\r\nb\nc\rd\u0085e\u2028f\u2029g\v\f'],
  ['control characters', '\u0000\u0001\u001A\u001B[31m\u007F\u009F'],
  ['composed and decomposed letters', 'é e\u0301 Å A\u030A 한 \u1112\u1161\u11AB'],
  ['emoji, joined and with modifiers', '👩‍👩‍👧‍👦 👍🏽 🇺🇳 ❤️'],
  ['letters from right to left', 'שלום \u202Eمرحبا\u202C'],
  ['JSON', '{"name":"other","content":null}'],
  ['an object as text', '[object Object]'],
  ['a date', '2026-11-22T00:00:00+01:00'],
  ['a number with zeros', '007.00'],
];

/** Every character of Unicode that a text may have, in texts of 64 kB of UTF-8 at the most. */
export function allCharacters(): string[] {
  const texts: string[] = [];
  const perText = 0x4000;
  for (let start = 0; start <= 0x10ffff; start += perText) {
    const codes = Array.from({ length: perText }, (_, index) => start + index);
    const characters = codes.filter((code) => code < 0xd800 || code > 0xdfff);
    if (characters.length) texts.push(String.fromCodePoint(...characters));
  }
  return texts;
}
