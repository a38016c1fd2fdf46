import { expect, test } from 'vitest';
import { behindDashes } from './usage.ts';

test.each([
  ['USAGE npm start [OPTIONS]', 'USAGE npm start -- [OPTIONS]'],
  ['npm run host [OPTIONS] --app=<DIR>', 'npm run host -- [OPTIONS] --app=<DIR>'],
  ['Use npm run new <command> --help', 'Use npm run new -- <command> --help'],
  ['Use npm run <command> --help', 'Use npm run <command> -- --help'],
  ['npm run start|new|docs|host', 'npm run start|new|docs|host'],
  ['Starts both. (npm start)', 'Starts both. (npm start)'],
  ['npm run docs ', 'npm run docs '],
])('npm hands on what stands behind the dashes: %s', (text, expected) => {
  expect(behindDashes(text)).toBe(expected);
});
