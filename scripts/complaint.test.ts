import { defineCommand } from 'citty';
import { expect, test } from 'vitest';
import { complaintAbout } from './complaint.ts';

const main = defineCommand({
  meta: { name: 'npm run' },
  subCommands: {
    bake: defineCommand({
      meta: { name: 'npm run bake' },
      args: {
        what: { type: 'positional' },
        'port-base': { type: 'string' },
        log: { type: 'enum', options: ['text', 'json'] },
        watch: { type: 'boolean', default: true },
      },
    }),
    stop: async () => defineCommand({ meta: { name: 'npm run stop' } }),
  },
});

test.each([
  'bake',
  'bake cake',
  'bake cake --port-base 1 --log=json --watch',
  'bake --no-watch cake',
  'bake --watch=false',
  'bake --prot-base 1 --help',
  'stop',
  '--help',
  // citty itself says what is wrong with these.
  '',
  'nope',
])('nothing is wrong with: %s', async (line) => {
  expect(await complaintAbout(main, line.split(' ').filter(Boolean))).toBeUndefined();
});

const options = 'Its options: --port-base, --log, --watch.';
test.each([
  ['bake --prot-base 1', `npm run bake knows no option --prot-base. ${options}`],
  ['bake --no-log', `npm run bake knows no option --no-log. ${options}`],
  ['bake -w', `npm run bake knows no option -w. ${options}`],
  ['bake cake pie', "npm run bake does not know what to do with 'pie'."],
  ['bake --log', '--log needs a value.'],
  ['stop --now', 'npm run stop knows no option --now. Its options: none.'],
  ['stop it', "npm run stop does not know what to do with 'it'."],
  ['--fast bake', 'npm run knows no option --fast.'],
])('%s', async (line, complaint) => {
  expect(await complaintAbout(main, line.split(' '))).toBe(complaint);
});
