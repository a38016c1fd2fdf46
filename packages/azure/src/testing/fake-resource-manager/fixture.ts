import { readFileSync } from 'node:fs';

export type FixtureName =
  | 'app-settings'
  | 'auth-settings'
  | 'deployment-status'
  | 'function'
  | 'metric'
  | 'site';

/** A JSON object that tests may change in any way. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** A body with its placeholders (`{name}`) filled in. A placeholder without a value is a mistake. */
export function readFixture(name: FixtureName, values: Readonly<Record<string, string>>): Json {
  const file = new URL(`fixtures/${name}.json`, import.meta.url);
  const text = readFileSync(file, 'utf8').replace(/\{([a-zA-Z]+)\}/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`The fixture ${name} has no value for {${key}}`);
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text);
}
