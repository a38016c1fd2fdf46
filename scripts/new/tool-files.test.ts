import { expect, test } from 'vitest';
import { addToCatalogue, toolFiles } from './tool-files.ts';

test.each([
  ['roll_dice', 'roll-dice', 'rollDice'],
  ['a', 'a', 'a'],
  ['x__y_', 'x-y', 'xY'],
  ['delete', 'delete', 'deleteTool'],
])('%s is kept in %s.ts as %s', (name, file, constant) => {
  expect(toolFiles(name)).toMatchObject({ file, constant });
});

test('an empty catalogue takes its first tool', () => {
  const source =
    "import { defineCatalogue } from './contract/catalogue.ts';\n\nexport const catalogue = defineCatalogue({ tools: [] });\n";
  expect(addToCatalogue(source, toolFiles('a_b'))).toBe(
    "import { defineCatalogue } from './contract/catalogue.ts';\nimport { aB } from './tools/a-b.ts';\n\nexport const catalogue = defineCatalogue({ tools: [\naB,] });\n",
  );
});
