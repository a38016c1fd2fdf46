import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findBicep } from './find-bicep.ts';
import { readCompiler, readSecondOpinion } from './verdict.ts';

describe('the Bicep CLI', () => {
  test('finds nothing where it says nothing', () => {
    expect(readCompiler('')).toEqual({ findings: [] });
    expect(readCompiler('WARNING: a new Bicep release is available\n')).toEqual({ findings: [] });
  });

  test('finds errors and warnings, said by build and by lint, once', () => {
    const line = 'infra/main.bicep(3,7) : Warning no-unused-params: Parameter "x" is never used.';
    expect(readCompiler(`${line}\n${line}\n`)).toEqual({ findings: [line] });
    expect(readCompiler('Error: spawn bicep ENOENT')).toEqual({
      findings: ['Error: spawn bicep ENOENT'],
    });
  });

  test('is not held to what it cannot fetch', () => {
    const output =
      'a.bicep(4,11) : Error BCP192: Unable to restore "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0"\na.bicep(5,1) : Error BCP029: The resource type is not valid.';
    expect(readCompiler(output)).toMatchObject({
      skipped: expect.stringMatching(/Graph/) as string,
    });
  });
});

describe('the other checker', () => {
  test('is content only when it read files and said nothing of them', () => {
    expect(readSecondOpinion('8 files, 0 errors, 0 warnings\n')).toEqual({ findings: [] });
    const bad = ['a.bicep(1,1) : warning: no such property', '8 files, 0 errors, 1 warnings'];
    expect(readSecondOpinion(bad.join('\n'))).toEqual({ findings: bad });
    expect(readSecondOpinion('0 files, 0 errors, 0 warnings')).not.toEqual({ findings: [] });
    expect(readSecondOpinion('')).not.toEqual({ findings: [] });
  });
});

test('finds a Bicep CLI where it is, the named one first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bicep-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, process.platform === 'win32' ? 'bicep.exe' : 'bicep');
  expect(await findBicep({ PATH: folder }, folder)).toBeUndefined();
  await writeFile(program, '');
  await chmod(program, 0o755);
  expect(await findBicep({ PATH: folder }, folder)).toBe(program);
  expect(await findBicep({ PATH: folder, BICEP_PATH: folder }, folder)).toBe(folder);
});
