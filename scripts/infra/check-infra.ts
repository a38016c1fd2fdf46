import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findBicep } from './find-bicep.ts';
import { readCompiler, readSecondOpinion, type Verdict } from './verdict.ts';

/**
 * `npm run check:infra`: the Bicep without an error or a warning, by the Bicep CLI (that of `BICEP_PATH`, of the
 * PATH, of azd or of the Azure CLI), and by the checker in the folder that `BICEP_CHECK` names. Skips what is not there.
 */
const main = join(fileURLToPath(new URL('../..', import.meta.url)), 'infra', 'main.bicep');

async function output(file: string, args: readonly string[]): Promise<string> {
  try {
    const { stderr, stdout } = await promisify(execFile)(file, [...args], {
      maxBuffer: 64 * 1024 * 1024,
      timeout: 300_000,
    });
    // `bicep build --stdout` prints the template there, `bicep lint` its findings.
    return args.includes('--stdout') ? stderr : `${stdout}${stderr}`;
  } catch (error) {
    const { stderr = '', stdout = '', message } = error as Record<string, string>;
    const said = args.includes('--stdout') ? stderr : `${stdout}${stderr}`;
    return said || `Error: ${message}`;
  }
}

const verdicts: Verdict[] = [];
const bicep = await findBicep();
if (bicep) {
  const build = await output(bicep, ['build', main, '--stdout']);
  const lint = await output(bicep, ['lint', main]);
  verdicts.push(readCompiler(build + lint));
} else {
  verdicts.push({ skipped: 'there is no Bicep CLI here (azd brings one with its first `azd up`)' });
}

const checker = process.env['BICEP_CHECK'];
if (checker) {
  const args = [join(checker, 'bicep-check.mjs'), '--types', join(checker, 'types')];
  verdicts.push(readSecondOpinion(await output(process.execPath, [...args, join(main, '..')])));
}

for (const verdict of verdicts) {
  if ('skipped' in verdict) console.log(`infra: not checked: ${verdict.skipped}`);
  else if (verdict.findings.length === 0) console.log('infra: nothing found');
  else console.error(verdict.findings.join('\n'));
}
if (verdicts.some((verdict) => 'findings' in verdict && verdict.findings.length > 0)) {
  process.exitCode = 1;
}
