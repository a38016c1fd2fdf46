import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDotenv } from './dotenv.ts';

/** As godotenv's doubleQuoteEscape writes a value. */
function quote(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll(/["!$`]/g, String.raw`\$&`);
  return `"${escaped}"`;
}

test('reads what azd writes', () => {
  const text = String.raw`APP_SETTINGS="{\"A\":\"b\\c\",\"D\":\"\$5\!\"}"
AZURE_ENV_NAME="dev"
EMPTY=""
`;
  expect(parseDotenv(text)).toEqual({
    APP_SETTINGS: String.raw`{"A":"b\c","D":"$5!"}`,
    AZURE_ENV_NAME: 'dev',
    EMPTY: '',
  });
});

test('gives back every value that azd could have written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      fc.pre(!value.includes('\u0000'));
      expect(parseDotenv(`BEFORE="1"\nVALUE=${quote(value)}\nAFTER="2"`)).toEqual({
        BEFORE: '1',
        VALUE: value,
        AFTER: '2',
      });
    }),
  );
});

test('keeps line breaks of each kind', () => {
  expect(parseDotenv(`VALUE=${quote('a\r\nb\nc')}`)).toEqual({ VALUE: 'a\r\nb\nc' });
});

test('and what somebody wrote by hand', () => {
  const text = '# a comment\nexport A=one\nB=\'two $x\' # why\r\nC = "three" # why\n\nnonsense\n';
  expect(parseDotenv(text)).toEqual({ A: 'one', B: 'two $x', C: 'three' });
});
