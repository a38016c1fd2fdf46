import { describe, expect, test } from 'vitest';
import { numberSettings, refuseUnreadable, switchSettings } from './typed-settings.ts';

test('what is not set, empty or readable is taken', () => {
  const names = [...switchSettings, ...Object.keys(numberSettings)];
  refuseUnreadable({});
  refuseUnreadable(Object.fromEntries(names.map((name) => [name, ''])));
  refuseUnreadable({ ...numberSettings, ALLOW_AZURE_CLI: 'false' });
});

describe('what azd would drop without a word is refused:', () => {
  test.each([
    ['ALLOW_AZURE_CLI', 'no', 'true or false: azd env set ALLOW_AZURE_CLI false'],
    [
      'GRANT_DEPLOYER_DATA_ACCESS',
      'on',
      'true or false: azd env set GRANT_DEPLOYER_DATA_ACCESS true',
    ],
    ['VNET_ENABLED', 'True ', 'true or false: azd env set VNET_ENABLED true'],
    ['ALLOW_AZURE_CLI', 'only', 'true or false: azd env set ALLOW_AZURE_CLI false'],
    [
      'DEPLOY_EXTENSION_SERVER',
      ' false',
      'true or false: azd env set DEPLOY_EXTENSION_SERVER false',
    ],
    ['INSTANCE_MEMORY_MB', '2GB', 'a whole number: azd env set INSTANCE_MEMORY_MB 2048'],
    ['MAXIMUM_INSTANCE_COUNT', '4.5', 'a whole number'],
    ['ALWAYS_READY_INSTANCES', '-1', 'a whole number'],
    ['LOG_RETENTION_DAYS', ' 30', 'a whole number'],
  ])('%s=%j', (name, value, says) => {
    expect(() => refuseUnreadable({ [name]: value })).toThrow(
      `${name} is '${value}'. It must be ${says}`,
    );
  });
});
