import { expect, test } from 'vitest';
import { nearNames } from './near-names.ts';

const names = ['a', 'deploy-checklist', 'notes', 'notes-2026', 'sql-users', 'todo'];

test.each([
  ['note', ['notes', 'notes-2026']],
  ['ntoes', ['notes']],
  ['todo-list', ['todo']],
  ['users', ['sql-users']],
  ['checklist', ['deploy-checklist']],
  ['something-else', []],
])('finds what is like %j', (wanted, found) => {
  expect(nearNames(wanted, names)).toEqual(found);
});

test('names five at the most, the likest first', () => {
  const many = ['query-12345', 'query-1', 'query-12', 'query-123', 'query-1234', 'query-123456'];
  expect(nearNames('query-', many)).toEqual([
    'query-1',
    'query-12',
    'query-123',
    'query-1234',
    'query-12345',
  ]);
});
