import { describe, expect, test } from 'vitest';
import { programToken, tokenPrograms } from './token-programs.ts';

const scope = 'https://management.azure.com/.default';
const [azd, az] = tokenPrograms;

const answering = (answer: object | string) => async () =>
  typeof answer === 'string' ? answer : JSON.stringify(answer);

describe('the end of a token', () => {
  test('is what azd says', async () => {
    const run = answering({ token: 't', expiresOn: '2026-11-22T13:00:00Z' });
    expect(await programToken(azd!, { scope, run })).toEqual({
      token: 't',
      expiresOnTimestamp: Date.UTC(2026, 10, 22, 13),
    });
  });

  test('is the second that the Azure CLI says; of older ones the time of this place', async () => {
    const local = '2026-11-22 13:00:00.000000';
    const newer = answering({ accessToken: 't', expiresOn: local, expires_on: 1_795_352_400 });
    const older = answering({ accessToken: 't', expiresOn: local });
    const ends = async (run: typeof newer) =>
      (await programToken(az!, { scope, run })).expiresOnTimestamp;
    expect(await ends(newer)).toBe(1_795_352_400_000);
    expect(await ends(older)).toBe(new Date(2026, 10, 22, 13).getTime());
  });

  test('that is not said is now, so that nobody keeps it', async () => {
    const before = Date.now();
    const run = answering({ token: 't' });
    const { expiresOnTimestamp } = await programToken(azd!, { scope, run });
    expect(expiresOnTimestamp).toBeGreaterThanOrEqual(before);
    expect(expiresOnTimestamp).toBeLessThanOrEqual(Date.now());
  });
});

test('the tenant is handed on, as each names it', async () => {
  const asked: string[] = [];
  const run = async (program: string, args: readonly string[]) => {
    asked.push([program, ...args.slice(-2)].join(' '));
    return '{"token":"t","accessToken":"t"}';
  };
  for (const program of tokenPrograms) await programToken(program, { scope, tenantId: 'x', run });
  expect(asked).toEqual(['azd --tenant-id x', 'az --tenant x']);
});

test.each(['api://a b/.default', 'api://a&b', "x'y", 'a;b', '$(a)', '%PATH%', 'a\n'])(
  'what a shell would take for its own is refused: %j',
  async (word) => {
    const run = () => Promise.reject(new Error('It was run.'));
    for (const program of tokenPrograms) {
      await expect(programToken(program, { scope: word, run })).rejects.toThrow('is no scope');
      const tenant = programToken(program, { scope, tenantId: word, run });
      await expect(tenant).rejects.toThrow('is no scope');
    }
  },
);

test.each(['', 'null', '{}', '{"token":5,"accessToken":""}', 'You are signed in.'])(
  '%j is no token',
  async (said) => {
    for (const program of tokenPrograms) {
      const asked = programToken(program, { scope, run: answering(said) });
      await expect(asked).rejects.toThrow(`${program.title} gives no token.`);
    }
  },
);
