import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { postdown, predown } from './down.ts';
import { forbidden } from '@side-by-side/azure/rest/testing';
import { prepare, provisioned } from './testing/rehearse.ts';

const withRegistrations = { ...provisioned, PROVISIONED_REGISTRATIONS: 'id-1,id-2' };
/** azd has removed all outputs by then. */
const afterDown = { AZURE_ENV_NAME: 'test' };
const asked = { ...afterDown, DELETE_REGISTRATIONS: 'true' };

test('names what is left, and deletes nothing unasked', async () => {
  const { run, said, fake } = await prepare({ registrations: ['id-1', 'id-2'] });
  await run(predown, withRegistrations);
  await run(postdown, afterDown);
  expect(said).toContain('  registration id-1');
  expect(said).toContain('  registration id-2');
  expect(said.join('\n')).toContain('azd env set DELETE_REGISTRATIONS true');
  expect(fake.requests).toEqual([]);
});

test('deletes registrations when asked, and then forgets them', async () => {
  const { run, said, fake, folder } = await prepare({ registrations: ['id-1', 'other'] });
  await run(predown, withRegistrations);
  await run(postdown, asked);
  expect(fake.state.registrations).toEqual(['other']);
  expect(said).toContain('✓ Registration id-1 is deleted.');
  expect(said).toContain('Registration id-2 was gone already.');
  expect(await readdir(folder)).toEqual([]);
});

test('keeps in mind what it could not delete, and an earlier try that stopped', async () => {
  const { run, said, warned, fake } = await prepare({ registrations: ['id-1', 'id-2'] });
  await run(predown, { ...provisioned, PROVISIONED_REGISTRATIONS: 'id-1' });
  await run(predown, { ...provisioned, PROVISIONED_REGISTRATIONS: 'id-2' });
  fake.state.faults.push(forbidden);
  await run(postdown, asked);
  expect(warned).toEqual([expect.stringMatching(/id-1 was not deleted: you lack the right/)]);
  await run(postdown, asked);
  expect(said).toContain('✓ Registration id-1 is deleted.');
  expect(fake.state.registrations).toEqual([]);
});

test('says nothing where no registration was made', async () => {
  const { run, said, folder } = await prepare();
  await run(predown, provisioned);
  await run(postdown, asked);
  expect(said).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});

test('takes a note that cannot be read for none', async () => {
  const { run, said, folder, fake } = await prepare();
  await writeFile(join(folder, 'left-behind.json'), '{"registrations":[1,{}]}');
  await run(postdown, asked);
  expect(fake.requests).toEqual([]);
  expect(said).toEqual([]);
});
