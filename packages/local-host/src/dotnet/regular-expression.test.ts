import { expect, test } from 'vitest';
import { DotNetError } from './dotnet-error.ts';
import { compileRegex } from './regular-expression.ts';

test.each([
  ['^a+$', ['a', 'AAA', 'a\n'], ['b', 'a\nb']],
  ['\\Aa\\z', ['a'], ['a\n', 'ba']],
  ['^a\\Z', ['a', 'a\n'], ['ab']],
  ['^\\d{3}$', ['123', '١٢٣'], ['12']],
  ['^\\w+$', ['aü_9'], ['a-b']],
  ['^[\\w.-]+@[^\\s@]+$', ['a.b-c@x'], ['a b@x']],
  ['^[a-z-[aeiou]]+$', ['xyz'], ['xa']],
  ['^[^a-c]$', ['d', '-'], ['a', 'B']],
  ['^[]a]$', [']', 'a'], ['b']],
  ['^a{2}{$', ['aa{'], ['a{']],
  ['^{a}$', ['{a}'], ['a']],
  ['^a.c$', ['abc', 'a\rc'], ['a\nc']],
  ['(?s)^a.c$', ['a\nc'], ['ac']],
  ["^(?'x'a)\\k<x>$", ['aa'], ['ab']],
  ['^(a)\\1$', ['aa'], ['a']],
  ['^(?>a+)b$', ['aab'], ['aa']],
  ['^(?>a+)a$', [], ['aaa']],
  ['^(?:a|b)(?=c)c(?!d)', ['ac', 'bc'], ['acd', 'dc']],
  ['^a(?#never mind)b$', ['ab'], ['a']],
  ['^\\p{Lu}\\x41\\u0042\\.\\/\\-\\@$', ['XAB./-@'], ['XABC/-@']],
  ['^(?i:ab)$', ['AB'], ['A']],
  ['^#!&&~~$', ['#!&&~~'], ['#']],
  ['^[#!&&~~]$', ['&', '~', '#'], ['a']],
] as const)('%s', (pattern, matching, others) => {
  const regex = compileRegex(pattern);
  expect(matching.filter((text) => !regex.test(text))).toEqual([]);
  expect(others.filter((text) => regex.test(text))).toEqual([]);
});

test.each(['(', '[a', 'a**', '[z-a]', '(?<n>', '\\'])('%s is no pattern', (pattern) => {
  expect(() => compileRegex(pattern)).toThrow(DotNetError);
  expect(() => compileRegex(pattern)).toThrow(`Invalid pattern '${pattern}'`);
});
