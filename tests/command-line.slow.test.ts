import { expect, test } from 'vitest';
import { root } from './support/repository.ts';
import { useCli } from './support/start-process.ts';

/** What the command line says to those who ask for help, or mistype. */

test.each([
  [['--help'], /start.*host/s, 0],
  [['start', '--help'], /^USAGE npm start -- \[OPTIONS\]/m, 0],
  [['new', 'tool', '--help'], /^USAGE npm run new -- tool \[OPTIONS\] <NAME>/m, 0],
  [['start', '--port-base', 'x'], /--port-base: 'x' is no port number/, 1],
  [['start', '--port-base', '65533'], /^✘ --port-base: 65532 is the highest, .*\.\n$/, 1],
  [['start', '--prot-base', '1'], /^✘ npm start knows no option --prot-base\./, 1],
  [['new', 'tool', 'a', 'b'], /^✘ npm run new tool does not know what to do with 'b'\./, 1],
  [['docs', 'all'], /^✘ npm run docs does not know what to do with 'all'\./, 1],
  [['host'], /app/i, 1],
  [['nope'], /nope/, 1],
])('%j tells what to do', async (args, message, code) => {
  const cli = useCli(root, args);
  expect(await cli.ended).toMatchObject({ code });
  expect(cli.output()).toMatch(message);
});
