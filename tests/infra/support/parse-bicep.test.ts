import { expect, test } from 'vitest';
import { plain } from './bicep.ts';
import { type BicepObject, parseBicep } from './parse-bicep.ts';

const read = (value: string): unknown => plain(parseBicep(`var x = ${value}`)[0]!.value);

test.each([
  ["'https://a/${b('}')}'", "'https://a/${b('}')}'"],
  ['[1, 2]', ['1', '2']],
  ['[\n  1\n  2\n]', ['1', '2']],
  ["{ a: 1, 'b-c': { d: 'e' } }", { a: '1', 'b-c': { d: "'e'" } }],
  ['{\n  a: b ? c : d\n  e: f\n}', { a: { if: 'b', yes: 'c', no: 'd' }, e: 'f' }],
  ['a ?? b.?c', 'a ?? b.?c'],
  ['a\n  ? { b: c }\n  : null', { if: 'a', yes: { b: 'c' }, no: 'null' }],
  ['union(a, { b: c })', { union: ['a', { b: 'c' }] }],
  ['[for i in items(a): { b: i.key }]', { for: ['for i in items(a)', { b: 'i.key' }] }],
])('reads %s', (source, value) => {
  expect(read(source)).toEqual(value);
});

test('reads declarations with their decorators, types and conditions', () => {
  const [param, site, part] = parseBicep(`
// A comment with a 'quote
@description('Says // why')
@allowed(['a', 'b'])
param mode string = 'a' // the default

resource site 'Microsoft.Web/sites@1' existing = {
  name: 'x'
}

module part 'part.bicep' = if (on && !empty(id)) {
  params: { a: 1 }
}
`);
  expect(param).toMatchObject({ kind: 'param', name: 'mode', type: 'string', value: "'a'" });
  expect(param!.decorators).toEqual(["@description('Says // why')", "@allowed(['a', 'b'])"]);
  expect(site).toMatchObject({ type: 'Microsoft.Web/sites@1', isExisting: true, decorators: [] });
  expect(part).toMatchObject({ type: 'part.bicep', condition: 'on && !empty(id)' });
  expect(plain(part!.value)).toEqual({ params: { a: '1' } });
});

test('finds resources inside of resources', () => {
  const [account] = parseBicep(
    "resource a 't@1' = {\n  name: n\n  resource b 'u' = {\n    name: m\n  }\n}",
  );
  const { resources } = account!.value as BicepObject;
  expect(resources.map(({ name }) => name)).toEqual(['b']);
});

test('says what it cannot read', () => {
  expect(() => parseBicep('param\nvar x = {')).toThrow(/not closed/);
});
