import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPrices } from './read-prices.ts';

async function useFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prices-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'prices.json');
  await writeFile(file, text);
  return file;
}

test('a file of your own wins', async () => {
  const mine = { ...(await readPrices(undefined)), asOf: '2027-01-01', onDemandPerGBSecond: 1 };
  expect(await readPrices(await useFile(JSON.stringify(mine)))).toEqual(mine);
});

test.each([
  ['{', 'JSON'],
  ['{"asOf":"2027-01-01"}', 'onDemandPerGBSecond'],
])('%s is no list of prices', async (text, why) => {
  const file = await useFile(text);
  await expect(readPrices(file)).rejects.toThrow(/^--prices: .* is no list of prices\. /);
  await expect(readPrices(file)).rejects.toThrow(why);
});

test('a file that is missing is named', async () => {
  await expect(readPrices('/nowhere/prices.json')).rejects.toThrow('/nowhere/prices.json');
});
