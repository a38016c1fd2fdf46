import { describe, expect, test } from 'vitest';
import { verifies } from '../testing/verifies.ts';
import type { BindingData } from './binding-data.ts';
import { parseTemplate } from './binding-template.ts';

verifies(
  'binding.expressions',
  'binding.expression-values',
  'binding.expression-missing',
  'binding.system-values',
);

const json = (value: unknown) => ({ json: JSON.stringify(value) });

const data: BindingData = {
  mcptoolargs: json({ name: 'hello', Mixed: 'case', empty: '', 'with-dash': 'd' }),
  mcpsessionid: { string: 'session' },
  arguments: json({
    Text: 't',
    count: 3,
    deep: { list: [1], flag: true, off: false, nothing: null, Inner: { x: 'deepest' } },
  }),
  number: { int: 42 },
  Headers: json({ 'X-Name': 'header', host: 'h' }),
  unset: {},
  bytes: { bytes: Uint8Array.of(1) },
  broken: {
    json: '{"big":12345678901234567890,"half":0.5,"wide":1e20,"tiny":0.00001,"cents":1.50}',
  },
};

const bind = (text: string, own: BindingData = data): string =>
  parseTemplate(text).bind(own, 'getSnippet');

test.each([
  ['snippets/{mcptoolargs.name}.json', 'snippets/hello.json'],
  ['{McpToolArgs.name}', 'hello'],
  ['{mcptoolargs.Mixed}', 'case'],
  ['{mcptoolargs.empty}', ''],
  ['{mcptoolargs.with-dash}', 'd'],
  ['{mcpsessionid}/{mcpsessionid}', 'session/session'],
  ['{ARGUMENTS.text}', 't'],
  ['{arguments.DEEP.inner.X}', 'deepest'],
  ['{headers.x-name}', 'header'],
  ['{number}', '42'],
  ['{arguments.count}', '3'],
  ['{arguments.deep.flag}{arguments.deep.off}', 'TrueFalse'],
  ['<{arguments.deep.nothing}{arguments.deep.list}{arguments.deep}{arguments}>', '<>'],
  ['<{unset}{bytes}>', '<>'],
  ['{broken.big} {broken.half} {broken.cents}', '12345678901234567890 0.5 1.5'],
  ['{broken.wide} {broken.tiny}', '1E+20 1E-05'],
  ['{mcptoolargs.name:N}', 'hello'],
  ['{{literal}} {number}', '{literal} 42'],
  ['no expression', 'no expression'],
])('%s is %s', (text, bound) => {
  expect(bind(text)).toBe(bound);
});

describe('what has no value is an error', () => {
  test.each([
    ['{mcptoolargs.missing}', "Error while accessing 'missing': property doesn't exist."],
    ['{mcptoolargs.NAME}', "Error while accessing 'NAME': property doesn't exist."],
    ['{missing.name}', "No value for named parameter 'missing'."],
    ['{constructor}', "No value for named parameter 'constructor'."],
    [
      '{arguments.deep.constructor}',
      "Error while accessing 'constructor': property doesn't exist.",
    ],
    ['{arguments.deep.list.0}', "Error while accessing '0': property doesn't exist."],
    ['{arguments.text.more}', "Error while accessing 'more': property doesn't exist."],
    ['{broken.half.more}', "Error while accessing 'more': property doesn't exist."],
    ['{arguments.deep.nothing.more}', "Error while accessing 'more': property doesn't exist."],
    ['{sys.other}', "Error while accessing 'other': property doesn't exist."],
    ['{sys.constructor}', "Error while accessing 'constructor': property doesn't exist."],
    ['{sys.methodname.length.x}', "Error while accessing 'length': property doesn't exist."],
  ])('%s', (text, message) => {
    const template = parseTemplate(text);
    expect(() => template.bind(data, 'getSnippet')).toThrow(new Error(message));
  });

  test('also where the client gave no arguments at all', () => {
    expect(() => bind('{mcptoolargs.name}', {})).toThrow(
      "No value for named parameter 'mcptoolargs'.",
    );
  });
});

describe('what is no template is an error', () => {
  test.each([
    ['a/{name', "Invalid template 'a/{name'. Missing closing bracket at position 3."],
    ['a/name}', "Invalid template 'a/name}'. Missing opening bracket at position 7."],
    ['a/{}', "Invalid template 'a/{}'. The parameter name at position 3 is empty."],
    ['{a b}', "Invalid template '{a b}'. Invalid template expression 'a b"],
    ['{1a}', "Invalid template '{1a}'. Invalid template expression '1a"],
    ['{a-b}', "Invalid template '{a-b}'. The parameter name 'a-b' is invalid."],
    ['{a..b}', 'Illegal expression: System.String[]'],
  ])('%s', (text, message) => {
    expect(() => parseTemplate(text)).toThrow(new Error(message));
  });
});

describe('values of the system', () => {
  const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

  test.each([
    ['{rand-guid}', guid],
    ['{RAND-GUID:N}', '[0-9a-f]{32}'],
    ['{sys.randguid}', guid],
    ['{sys.RandGuid:B}', `\\{${guid}\\}`],
    ['{rand-guid: }', guid],
    ['{datetime}', '\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ'],
    ['{DateTime:yyyyMMdd}', '\\d{8}'],
    ['{sys.utcnow}', '\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\d-\\d\\dZ'],
    ['{sys.utcnow:yyyy}', '\\d{4}'],
    ['{datetime:yyyy.MM}', '\\d{4}'],
    ['{sys.methodname}', 'getSnippet'],
    ['<{sys}>', '<>'],
  ])('%s', (text, expected) => {
    expect(bind(text)).toMatch(new RegExp(`^${expected}$`));
  });

  test('two random GUIDs are not the same', () => {
    const [one, other] = bind('{rand-guid} {rand-guid}').split(' ');
    expect(one).not.toBe(other);
  });

  test('data of the trigger comes first', () => {
    const own = {
      datetime: { string: 'mine' },
      'rand-guid': { string: 'guid' },
      sys: json({ x: 'y' }),
    };
    expect(bind('{datetime} {rand-guid} {sys.x}', own)).toBe('mine guid y');
  });

  test('a wrong format is an error', () => {
    expect(() => bind('{rand-guid:Z}')).toThrow('Format string can be only');
    expect(() => bind('{datetime:q}')).toThrow('Input string was not in a correct format.');
  });
});
