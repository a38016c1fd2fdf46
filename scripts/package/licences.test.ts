import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAppFile } from '@side-by-side/local-host/testing';
import { expect, onTestFinished, test } from 'vitest';
import { formatLicences, packagesOf } from './licences.ts';

const manifest = (name: string, license: string) => ({ name, version: '1.2.3', license });

test('names each package once, with all that it says of its terms, sharing equal texts', async () => {
  // In no node_modules, as the folders of other tests are.
  const root = await mkdtemp(join(tmpdir(), 'licences-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const installed = {
    'src/app.ts': '',
    'node_modules/b/package.json': manifest('b', 'MIT'),
    'node_modules/b/LICENSE.md': 'Free.\r\n',
    'node_modules/.pnpm/@a+c@1/node_modules/@a/c/package.json': manifest('@a/c', 'MIT'),
    'node_modules/.pnpm/@a+c@1/node_modules/@a/c/LICENCE': 'Free.',
    'node_modules/d/package.json': manifest('d', 'Apache-2.0'),
    'node_modules/d/LICENSE': 'Terms.',
    'node_modules/d/NOTICE.txt': 'Thanks to everybody.',
    'node_modules/d/license-checker.js': 'no terms',
    'node_modules/e/package.json': manifest('e', 'ISC'),
  };
  for (const [file, content] of Object.entries(installed)) await writeAppFile(root, file, content);
  const files = [
    'src/app.ts',
    'node_modules/b/index.js',
    'node_modules/b/lib/more.js',
    'node_modules/.pnpm/@a+c@1/node_modules/@a/c/index.js',
    'node_modules/d/index.js',
    'node_modules/e/index.js',
  ];
  const text = formatLicences(await packagesOf(files.map((file) => join(root, file))));
  expect(text.split(/\n-{80}\n\n/)).toEqual([
    'This app contains the following packages.\n',
    '@a/c 1.2.3 (MIT)\nb 1.2.3 (MIT)\n\nFree.\n',
    'd 1.2.3 (Apache-2.0)\n\nTerms.\n\nThanks to everybody.\n',
    'e 1.2.3 (ISC)\n\nLicence: ISC. The package carries no text of it.\n',
  ]);
});
