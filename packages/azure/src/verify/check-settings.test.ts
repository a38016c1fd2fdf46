import { describe, expect, test } from 'vitest';
import { hideValues } from '../arm/secret.ts';
import { checkSettings } from './check-settings.ts';
import { sampleSubject } from './testing/sample-subject.ts';

const storage = {
  AzureWebJobsStorage__credential: 'managedidentity',
  AzureWebJobsStorage__blobServiceUri: 'https://st.blob.core.windows.net',
  AzureWebJobsStorage__queueServiceUri: 'https://st.queue.core.windows.net',
};
const flag = { AzureWebJobsFeatureFlags: 'EnableMcpCustomHandlerPreview' };

function failures(
  settings: Record<string, string>,
  service: 'extension-server' | 'self-hosted-server' = 'extension-server',
) {
  const value = hideValues(settings);
  return checkSettings(sampleSubject({ service }), { ok: true, value })
    .filter(({ outcome }) => outcome !== 'ok')
    .map(({ known }) => known);
}

test('are right as the infrastructure gives them', () => {
  expect(failures(storage)).toEqual([]);
  expect(failures({ ...storage, ...flag }, 'self-hosted-server')).toEqual([]);
});

describe('settings that Flex Consumption does not have', () => {
  test.each([
    'FUNCTIONS_WORKER_RUNTIME',
    'FUNCTIONS_WORKER_RUNTIME_VERSION',
    'FUNCTIONS_EXTENSION_VERSION',
    'FUNCTIONS_WORKER_PROCESS_COUNT',
    'WEBSITE_NODE_DEFAULT_VERSION',
    'WEBSITE_RUN_FROM_PACKAGE',
    'WEBSITE_CONTENTSHARE',
    'WEBSITE_CONTENTAZUREFILECONNECTIONSTRING',
    'WEBSITE_CONTENTOVERVNET',
    'SCM_DO_BUILD_DURING_DEPLOYMENT',
    'enable_oryx_build',
  ])('%s', (name) => {
    expect(failures({ ...storage, [name]: '1' })).toEqual(['forbidden-setting']);
    expect(failures({ ...storage, [`MY_${name}`]: '1', [`${name}_2`]: '1' })).toEqual([]);
  });
});

describe('storage', () => {
  test('is reached by its account name alone, too', () => {
    const settings = {
      AzureWebJobsStorage__credential: 'managedidentity',
      AzureWebJobsStorage__accountName: 'st',
    };
    expect(failures(settings)).toEqual([]);
  });

  test.each(Object.keys(storage))('is not without %s', (name) => {
    expect(failures({ ...storage, [name]: '' })).toEqual(['storage-not-set']);
  });

  test('has queues for the extension server alone', () => {
    const settings = { ...storage, ...flag, AzureWebJobsStorage__queueServiceUri: '' };
    expect(failures(settings, 'self-hosted-server')).toEqual([]);
  });

  test('is not reached with a key', () => {
    expect(failures({ ...storage, AzureWebJobsStorage: 'AccountKey=x' })).toEqual([
      'storage-by-key',
    ]);
    expect(failures({ ...storage, AzureWebJobsStorage: '' })).toEqual([]);
  });
});

describe('the feature flag of the self-hosted server', () => {
  test.each([
    ['Other, enablemcpcustomhandlerpreview', []],
    ['EnableMcpCustomHandler', ['feature-flag-missing']],
    ['', ['feature-flag-missing']],
  ])('%j', (AzureWebJobsFeatureFlags, known) => {
    expect(failures({ ...storage, AzureWebJobsFeatureFlags }, 'self-hosted-server')).toEqual(known);
  });

  test('has an s', () => {
    const settings = { ...storage, AzureWebJobsFeatureFlag: 'EnableMcpCustomHandlerPreview' };
    expect(failures(settings, 'self-hosted-server')).toEqual(['feature-flag-singular']);
  });
});
