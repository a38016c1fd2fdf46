import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { facts, listFacts } from './facts.ts';

const roots = ['packages/local-host/src', 'tests'].map((folder) =>
  fileURLToPath(new URL(`../../../../${folder}`, import.meta.url)),
);

interface Citation {
  readonly id: string;
  readonly gap: boolean;
}

/** Every id that a test file cites, with the way in which it does. */
function citations(): Citation[] {
  return roots.flatMap((root) =>
    // Not by a recursive readdir: that enters node_modules, whose links lead to apps that other tests make.
    globSync('**/*.test.ts', { cwd: root, exclude: ['**/node_modules', '**/fixtures'] })
      .filter((file) => !file.endsWith('facts.test.ts'))
      .flatMap((file) => citationsIn(readFileSync(join(root, file), 'utf8'))),
  );
}

function citationsIn(source: string): Citation[] {
  return [...source.matchAll(/\b(verifies|knownGap)\(([^;]*?)\)?;/gs)].flatMap(([, how, list]) => {
    const gap = how === 'knownGap';
    const ids = [...list!.matchAll(/'([a-z][\w.-]+)'/g)].map((match) => match[1]!);
    return (gap ? ids.slice(0, 1) : ids).map((id) => ({ id, gap }));
  });
}

describe('the fidelity manifest', () => {
  const cited = citations();

  test('every fact that the local host honours is cited by a test', () => {
    const honoured = listFacts().filter(({ state }) => state !== 'not emulated');
    const verified = new Set(cited.filter(({ gap }) => !gap).map(({ id }) => id));
    expect(honoured.map(({ id }) => id).filter((id) => !verified.has(id))).toEqual([]);
  });

  test('every fact that is not emulated is shown by a test that is expected to fail, and no other is', () => {
    const gaps = cited.filter(({ gap }) => gap).map(({ id }) => id);
    const missing = listFacts().filter(({ state }) => state === 'not emulated');
    expect(gaps.toSorted()).toEqual(missing.map(({ id }) => id).toSorted());
  });

  test('no test cites a fact that is not there', () => {
    expect(cited.map(({ id }) => id).filter((id) => !Object.hasOwn(facts, id))).toEqual([]);
  });

  test('ids are lower-case and start with the part that they are about', () => {
    for (const { id } of listFacts()) {
      expect(id).toMatch(
        /^(?:extension|worker|custom-handler|host|binding|easy-auth|entra)(?:\.[a-z0-9-]+)+$/,
      );
    }
  });
});
