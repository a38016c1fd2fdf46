import { expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import { appSetting, resolveSettings, sectionMembers } from './app-settings.ts';

verifies('binding.settings');

const env = {
  Container: 'snippets',
  Section__Name: 'nested',
  'ConnectionStrings:x': 'c',
  EMPTY: '',
};

test.each([
  ['%Container%/a', 'snippets/a'],
  ['a/%Section:Name%-%Section__Name%/b', 'a/nested-nested/b'],
  ['a%EMPTY%b', 'ab'],
  ['plain/{name}', 'plain/{name}'],
  ['', ''],
])('%s is %s', (text, resolved) => {
  expect(resolveSettings(text, env)).toBe(resolved);
});

test.each([
  ['a/%Missing%/b', "'%Missing%' does not resolve to a value."],
  ['%container%/a', "'%container%' does not resolve to a value."],
  ['a%%b', "'%%' does not resolve to a value."],
  ['%Container%/50%', "The '%' at position 14 does not have a closing '%'"],
])('%s has no value: %s', (text, message) => {
  expect(() => resolveSettings(text, env)).toThrow(new Error(message));
});

test('what every object has is no setting', () => {
  expect(appSetting({}, 'constructor')).toBeUndefined();
});

test('the members of a section are told in lower case', () => {
  const settings = {
    Storage__blobServiceUri: 'u',
    'Storage:credential': 'c',
    Storage: '',
    Storages__x: '',
  };
  expect(sectionMembers(settings, 'storage')).toEqual(['blobserviceuri', 'credential']);
});
