import { describe, expect, test } from 'vitest';
import { failureGroups, knownFailures } from './failures/known-failures.ts';
import { renderTroubleshooting } from './troubleshooting-page.ts';

const names = {
  environment: 'dev',
  subscription: 'sub',
  group: 'rg-dev',
  app: 'func-ext',
  service: 'extension-server',
  host: 'func-ext.azurewebsites.net',
  client: 'client-id',
  tenant: 'tenant-id',
  caller: 'caller-id',
  settings: 'A B',
} as const;

test('no id is there twice', () => {
  const ids = Object.values(failureGroups).flatMap((group) => Object.keys(group));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(Object.keys(knownFailures).toSorted());
});

describe.each(Object.entries(knownFailures))('%s', (id, { symptom, cause, remedy }) => {
  test('has a symptom, a cause, and a remedy with every name in it', () => {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    for (const text of [symptom, cause, remedy(names)]) {
      expect(text).toMatch(/\S/);
      expect(text).not.toMatch(/undefined|\[object|\n/);
    }
    expect(remedy(names)).not.toMatch(/azd \S+(?:.*)? (?:ENV|undefined)/);
  });

  test('says commands that POSIX shells, PowerShell and cmd read alike', () => {
    expect(remedy(names)).not.toMatch(/['{}$`\\]/);
  });

  test('provisions whether or not anything has changed here', () => {
    expect(remedy(names)).not.toMatch(/azd provision(?! --no-state)/);
    // azd up cannot be told to: it mends only what a setting that is changed has broken.
    if (id !== 'auth-mode-not-provisioned') {
      expect(remedy(names)).not.toMatch(/^(?!azd env set).*azd up/);
    }
  });

  test('says commands that work without an azd environment, too', () => {
    expect(remedy({ ...names, environment: undefined })).not.toMatch(/undefined|--environment/);
  });
});

describe('the page', () => {
  const marks = '<!-- known failures: written by npm run docs -->\n<!-- end of known failures -->';

  test('has every failure, and keeps what is around the lists', () => {
    const page = renderTroubleshooting(`# Before\n${marks}\nAfter`);
    for (const id of Object.keys(knownFailures))
      expect(page).toContain(`** (\`${id}\`)\n  - Why: `);
    expect(page).toMatch(/^# Before\n/);
    expect(page).toMatch(/\nAfter$/);
    expect(renderTroubleshooting(page)).toBe(page);
  });

  test('has every command as code, and nothing else in it', () => {
    const page = renderTroubleshooting(marks);
    const commands = [...page.matchAll(/`((?:azd?|curl|npx|npm) [^`]*)`/g)].map(
      ([, code]) => code!,
    );
    expect(commands.filter((code) => /[,;)]$|\b(?:says|has|then:|or:)/.test(code))).toEqual([]);
    expect(page.replaceAll(/`[^`]*`/g, '')).not.toMatch(
      /\b(?:azd?|curl|npx) [^\n]* --?\w|\bazd (?:up|deploy|env)\b/,
    );
  });

  test('must have its marks', () => {
    expect(() => renderTroubleshooting('# Nothing')).toThrow('has lost its mark');
  });
});
