import { catalogue } from '@side-by-side/tools';
import { expect, test } from 'vitest';
import { probeCatalogue } from '../../../probe/probe-catalogue.ts';
import type { Target } from '../../servers/target.ts';
import { harmlessTools } from './harmless.ts';
import type { ListedTool } from './lists.ts';
import { isProbeCatalogue } from './probe-server.ts';

const target: Target = {
  id: 'first',
  title: 'First',
  url: new URL('http://localhost/mcp'),
  hosting: undefined,
  place: 'elsewhere',
  headers: {},
};

const tools: ListedTool[] = [
  { name: 'reads', annotations: { readOnlyHint: true } },
  { name: 'writes', annotations: { readOnlyHint: false } },
  { name: 'destroys', annotations: { destructiveHint: true } },
  { name: 'get_everything' },
];

test('a tool is harmless where it says that it only reads, whatever its name', () => {
  expect(harmlessTools(tools, target).map(({ name }) => name)).toEqual(['reads']);
});

test('a tool is harmless where the user says so', () => {
  const names = harmlessTools(tools, target, ['get_everything']).map(({ name }) => name);
  expect(names).toEqual(['reads', 'get_everything']);
});

test('for a server of ours the catalogue says what only reads', () => {
  const listed = catalogue.tools.map(({ definition: { name } }) => ({ name }));
  const reading = catalogue.tools
    .filter(({ definition }) => definition.annotations?.readOnlyHint)
    .map(({ definition }) => definition.name);
  expect(harmlessTools(listed, target)).toEqual([]);
  const ours = harmlessTools(listed, { ...target, hosting: 'extension' });
  expect(ours.map(({ name }) => name)).toEqual(reading);
});

test('all tools of the probe catalogue may be called, and it is known by all of its tools', () => {
  const listed = probeCatalogue.tools.map(({ definition: { name } }) => ({ name }));
  expect(isProbeCatalogue(listed)).toBe(true);
  expect(harmlessTools(listed, target)).toEqual(listed);
  expect(isProbeCatalogue(listed.filter(({ name }) => name !== 'lying'))).toBe(false);
});
