import { readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFiles, root } from './support/repository.ts';

/** What the pages for readers say of this repository: their links, and the commands and files that they name. */

const files = projectFiles();
const pages = files.filter((file) => file.endsWith('.md') && !file.includes('/fixtures/'));
const read = (file: string): string => readFileSync(`${root}/${file}`, 'utf8');
const folders = new Set(files.flatMap(foldersOf));

function foldersOf(file: string): string[] {
  const folder = dirname(file);
  return folder === '.' ? ['.'] : [folder, ...foldersOf(folder)];
}

const isThere = (path: string): boolean => files.includes(path) || folders.has(path);

/** A page without its code: what looks like a link or a heading there is none. */
const withoutCode = (text: string): string => text.replaceAll(/^```.*?^```$/gms, '');

/** The anchors that GitHub gives the headings of a page. */
function anchorsOf(page: string): Set<string> {
  const headings = [...withoutCode(read(page)).matchAll(/^#{1,6} (.+)$/gm)].map((match) =>
    match[1]!
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  const repeated = headings.map((anchor, i) => {
    const before = headings.slice(0, i).filter((other) => other === anchor).length;
    return before ? `${anchor}-${before}` : anchor;
  });
  return new Set(repeated);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path ? posix.join(posix.dirname(page), path).replace(/\/$/, '') : page;
  return isThere(target) && (!anchor || anchorsOf(target).has(anchor));
}

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('links to files and headings that there are', () => {
    const links = [...withoutCode(text).matchAll(/\]\((?![a-z]+:)([^)\s]+)\)/g)];
    const broken = links.map((match) => match[1]!).filter((link) => !leadsSomewhere(page, link));
    expect(broken).toEqual([]);
  });

  test('names commands that there are', () => {
    const named = text.matchAll(/\bnpm (?:(start|test)\b|run (?:-{1,2}\w+ )*([a-z][\w:]*))/g);
    const unknown = [...named].map((match) => match[1] ?? match[2]!);
    expect(unknown.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names files and folders that there are', () => {
    const places = /`((?:\.github|\.vscode|apps|docs|infra|packages|scripts|tests)\/[\w./-]+)`/g;
    const named = [...text.matchAll(places)].map((match) => match[1]!.replace(/\/$/, ''));
    // What is made as the project runs is not there in a clone; and who has read the README may have deleted the samples.
    const kept = named.filter(
      (name) => !/\/(?:\.local-host|deploy)(?:\/|$)|^tests\/samples$/.test(name),
    );
    expect(kept.filter((name) => !isThere(name))).toEqual([]);
  });
});

test('there are pages, and anchors are those of GitHub', () => {
  expect(pages).toEqual(expect.arrayContaining(['README.md', 'docs/deploy.md', 'SECURITY.md']));
  expect(leadsSomewhere('docs/auth.md', 'deploy.md#what-was-never-run')).toBe(true);
  expect(leadsSomewhere('docs/auth.md', 'deploy.md#what-was-ever-run')).toBe(false);
  expect(leadsSomewhere('docs/auth.md', '../docs/none.md')).toBe(false);
  expect(leadsSomewhere('README.md', '#sign-in-and-keys')).toBe(true);
});

test('README.md names every command', () => {
  const commands = Object.keys(scripts).filter((name) => !name.startsWith('check:'));
  const missing = commands.filter(
    (name) => !new RegExp(`\`npm (?:run )?${name}\\b`).test(read('README.md')),
  );
  expect(missing).toEqual([]);
});

test('README.md is short enough to be read', () => {
  expect(read('README.md').split('\n').length).toBeLessThan(260);
});
