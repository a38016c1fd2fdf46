import { expect, test } from 'vitest';
import { Configuration } from '../settings/configuration.ts';
import { resolveWorkerRuntime } from './worker-runtime.ts';
import { verifies } from '../testing/verifies.ts';

verifies('custom-handler.worker-runtime');

const flag = { AzureWebJobsFeatureFlags: 'Other, EnableMcpCustomHandlerPreview' };

function resolve(profile: string, env: NodeJS.ProcessEnv) {
  return resolveWorkerRuntime({ file: 'host.json', profile, settings: new Configuration() }, env);
}

test.each([
  ['mcp-custom-handler', {}, true],
  ['web-app-custom-handler', { FUNCTIONS_WORKER_RUNTIME: 'node' }, true],
  ['', { FUNCTIONS_WORKER_RUNTIME: 'node', ...flag }, true],
  ['', { FUNCTIONS_WORKER_RUNTIME: 'Custom' }, true],
  ['', { FUNCTIONS_WORKER_RUNTIME: 'node' }, false],
  ['default', {}, false],
])('the profile %j and the settings %j: custom is %j', (profile, env, custom) => {
  expect(resolve(profile, env).custom).toBe(custom);
});

test.each([{ FUNCTIONS_WORKER_RUNTIME: 'node' }, { FUNCTIONS_WORKER_RUNTIME: 'custom' }, {}])(
  'nothing is odd about %j with the flag',
  (env) => {
    expect(resolve('mcp-custom-handler', { ...env, ...flag }).warnings).toEqual([]);
  },
);

test('a missing flag is named, since older hosts need it', () => {
  expect(resolve('mcp-custom-handler', {}).warnings).toEqual([
    expect.stringContaining('EnableMcpCustomHandlerPreview'),
  ]);
  expect(resolve('web-app-custom-handler', {}).warnings).toEqual([]);
});

test('another worker runtime is named', () => {
  const { warnings } = resolve('mcp-custom-handler', {
    FUNCTIONS_WORKER_RUNTIME: 'python',
    ...flag,
  });
  expect(warnings).toEqual([expect.stringContaining("FUNCTIONS_WORKER_RUNTIME is 'python'")]);
});

test('the singular spelling of the flags is named as a typo', () => {
  const env = { AzureWebJobsFeatureFlag: 'EnableMcpCustomHandlerPreview' };
  expect(resolve('', env)).toEqual({
    custom: false,
    warnings: [expect.stringContaining('plural')],
  });
});
