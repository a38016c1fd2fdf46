import { expect, test } from 'vitest';
import { passesFilter } from './path-filter.ts';

// Patterns and paths of GitHub's own table.
test.each([
  ['*', ['README.md', '.gitignore'], ['docs/README.md']],
  ['*.jsx?', ['page.js', 'page.jsx'], ['page.jsxx', 'src/page.js', 'pagexjs']],
  ['**', ['all/the/files.md'], []],
  ['*.js', ['app.js', 'index.js'], ['js/app.js', 'app.jsx']],
  ['**.js', ['index.js', 'js/index.js', 'src/js/app.js'], ['index.ts']],
  ['docs/*', ['docs/README.md', 'docs/file.txt'], ['docs/mona/octocat.txt', 'my-docs/a']],
  ['docs/**', ['docs/README.md', 'docs/mona/octocat.txt'], ['docs', 'src/docs/a.md']],
  ['docs/**/*.md', ['docs/README.md', 'docs/mona/hello-world.md', 'docs/a/markdown/file.md'], []],
  ['**/docs/**', ['docs/hello.md', 'dir/docs/my-file.txt', 'space/docs/plan/space.doc'], []],
  ['**/README.md', ['README.md', 'js/README.md'], ['MYREADME.md']],
  ['**/*src/**', ['a/src/app.js', 'my-src/code/js/app.js'], ['srcs/a.js']],
  ['**/*-post.md', ['my-post.md', 'path/their-post.md'], ['post.md']],
  ['**/migrate-*.sql', ['migrate-10909.sql', 'db/sept/migrate-v1.sql'], []],
  ['v[12].[0-9]+', ['v1.10', 'v2.0'], ['v3.0', 'v1x10']],
  ['\\*.md', ['*.md'], ['a.md']],
])('%s matches whole paths', (pattern, matching, others) => {
  expect(matching.filter((path) => !passesFilter([pattern], path))).toEqual([]);
  expect(others.filter((path) => passesFilter([pattern], path))).toEqual([]);
});

test('the last pattern that matches decides', () => {
  expect(passesFilter(['*.md', '!README.md'], 'README.md')).toBe(false);
  expect(passesFilter(['*.md', '!README.md'], 'hello.md')).toBe(true);
  expect(passesFilter(['*.md', '!README.md', 'README*'], 'README.md')).toBe(true);
  expect(passesFilter(['!README.md'], 'hello.md')).toBe(false);
});
