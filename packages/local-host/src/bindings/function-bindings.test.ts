import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HostLog } from '../log/log.ts';
import { useAppFolder } from '../testing/app-folder.ts';
import { knownGap, verifies } from '../testing/verifies.ts';
import { BindingError } from '../triggers/trigger-binding.ts';
import type { BindingData } from './binding-data.ts';
import { blobsFolder } from './blob-stores.ts';
import { type FunctionBindings, makeFunctionBindings } from './function-bindings.ts';

verifies(
  'binding.settings',
  'binding.doomed-path',
  'binding.in-error',
  'binding.expression-missing',
  'binding.blob-input',
  'binding.blob-output',
  'binding.output-container',
  'binding.output-failure',
  'binding.returned-outputs',
  'binding.blob-stores',
);

interface UsedBindings extends FunctionBindings {
  readonly log: HostLog;
  /** The blob's text, or undefined. */
  stored(path: string): Promise<string | undefined>;
  store(path: string, text: string): Promise<void>;
}

const trigger = { type: 'mcpToolTrigger', name: 'trigger', direction: 'in' };
const input = { type: 'blob', name: 'in1', direction: 'in', path: 'c00/{mcptoolargs.name}.json' };
const output = { ...input, name: 'out1', direction: 'out' };
const called = (name: string): BindingData => ({ mcptoolargs: { json: JSON.stringify({ name }) } });

function make(bindings: readonly object[], appRoot: string, env: NodeJS.ProcessEnv, log: HostLog) {
  const metadata = {
    name: 'fn',
    functionId: 'fn',
    scriptFile: 'index.js',
    bindings: {},
    rawBindings: [trigger, ...bindings].map((binding) => JSON.stringify(binding)),
  };
  return makeFunctionBindings(metadata, { appRoot, env, log });
}

async function useBindings(
  bindings: readonly object[],
  env: NodeJS.ProcessEnv = {},
): Promise<UsedBindings> {
  const appRoot = await useAppFolder({});
  const log = new HostLog();
  const file = (path: string): string => join(appRoot, blobsFolder, path);
  return {
    ...make(bindings, appRoot, env, log),
    log,
    stored: (path) => readFile(file(path), 'utf8').catch(() => undefined),
    async store(path, text) {
      await mkdir(dirname(file(path)), { recursive: true });
      await writeFile(file(path), text);
    },
  };
}

describe('inputs', () => {
  test('are read in the order of the bindings, each as it asks for', async () => {
    const own = await useBindings([
      { ...input, name: 'second' },
      output,
      { type: 'mcpToolProperty', name: 'property', propertyName: 'p' },
      { ...input, name: 'first', dataType: 'Binary' },
      { ...input, name: 'none', path: 'other/{mcptoolargs.name}' },
    ]);
    await own.store('c00/hello.json', '{"a":1}');
    expect(await own.readInputs(called('hello'))).toEqual([
      { name: 'second', data: { string: '{"a":1}' } },
      { name: 'first', data: { bytes: Buffer.from('{"a":1}') } },
      { name: 'none', data: {} },
    ]);
  });

  test('fail where an argument is missing that the path names', async () => {
    const own = await useBindings([input]);
    await expect(own.readInputs({ mcptoolargs: { json: '{}' } })).rejects.toThrow(
      "Error while accessing 'name': property doesn't exist.",
    );
  });

  test.each(['../../x', '..', 'a/../../../x'])('do not leave the store with %s', async (name) => {
    const own = await useBindings([{ ...input, path: 'c00/{mcptoolargs.name}/x' }]);
    await expect(own.readInputs(called(name))).rejects.toThrow("has '.' or '..'");
  });
});

describe('outputs', () => {
  test('are stored, each in its container, which is made', async () => {
    const own = await useBindings([output, { ...output, name: 'out2', path: 'other/fixed' }]);
    await own.writeOutputs(called('hello'), {
      outputData: [
        { name: 'out2', data: { json: '{"b": 2}' } },
        { name: 'out1', data: { string: 'text' } },
      ],
    });
    expect(await own.stored('c00/hello.json')).toBe('text');
    expect(await own.stored('other/fixed')).toBe('{"b":2}');
  });

  test('without a value are not stored, and their paths not looked at', async () => {
    const own = await useBindings([output, { ...output, name: 'out2' }]);
    await own.writeOutputs({}, { outputData: [{ name: 'out1', data: {} }], returnValue: null });
    await own.writeOutputs({}, {});
    expect(own.log.entries).toEqual([]);
  });

  test('of $return are what the function returned', async () => {
    const own = await useBindings([
      { ...output, name: '$return' },
      { ...output, name: 'out1' },
    ]);
    const returnValue = { json: '{"out1":"not an output"}' };
    await own.writeOutputs(called('hello'), { returnValue });
    expect(await own.stored('c00/hello.json')).toBe('{"out1":"not an output"}');
  });

  test('are members of an object that is returned, where nothing takes it', async () => {
    const own = await useBindings([output]);
    await own.writeOutputs(called('hello'), {
      outputData: [{ name: 'out1', data: { string: 'set' } }],
      returnValue: { json: '{"out1":{"from":"return"},"other":1}' },
    });
    expect(await own.stored('c00/hello.json')).toBe('{"from":"return"}');
  });

  test('are none of a text that is returned, nor of an HTTP response', async () => {
    const own = await useBindings([output]);
    await own.writeOutputs(called('hello'), { returnValue: { string: '{"out1":"x"}' } });
    expect(await own.stored('c00/hello.json')).toBeUndefined();
    const http = await useBindings([output, { type: 'http', name: '$return', direction: 'out' }]);
    await http.writeOutputs(called('hello'), { returnValue: { json: '{"out1":"x"}' } });
    expect(await http.stored('c00/hello.json')).toBeUndefined();
  });

  test('fail where they have no path', async () => {
    const own = await useBindings([output]);
    const outputData = [{ name: 'out1', data: { string: 'text' } }];
    await expect(own.writeOutputs({}, { outputData })).rejects.toThrow(
      "No value for named parameter 'mcptoolargs'.",
    );
  });
});

describe('settings', () => {
  test('are put into path and connection', async () => {
    const env = { CONTAINER: 'mine', ACCOUNT: 'Storage2' };
    const binding = { ...output, path: '%CONTAINER%/a', connection: '%ACCOUNT%' };
    const own = await useBindings([binding], env);
    await own.writeOutputs({}, { outputData: [{ name: 'out1', data: { string: 'text' } }] });
    expect(await own.stored('mine/a')).toBe('text');
    expect(own.log.entries[0]?.message).toContain("'Storage2' is not set");
  });

  test.each([
    ['%MISSING%/a', "'%MISSING%' does not resolve to a value."],
    ['c00/{name', "Invalid template 'c00/{name'. Missing closing bracket at position 5."],
    [
      'c00',
      "Invalid blob path specified : 'c00'. Blob identifiers must be in the format 'container/blob'.",
    ],
  ])(
    'that make the path %s no path are told at the start, and fail every call',
    async (path, message) => {
      const own = await useBindings([{ ...input, path }]);
      expect(own.log.entries).toEqual([
        expect.objectContaining({
          level: 'warning',
          message: `Every call of 'fn' will fail: ${message}`,
        }),
      ]);
      await expect(own.readInputs(called('x'))).rejects.toThrow(new Error(message));
    },
  );
});

describe('the folder', () => {
  test('is used without a connection string, and the log says so once for all functions', async () => {
    const appRoot = await useAppFolder({});
    const [env, log] = [{}, new HostLog()];
    const two = [1, 2].map(() => make([input], appRoot, env, log));
    await Promise.all(two.map((own) => own.readInputs(called('x'))));
    expect(log.entries.map(({ message }) => message)).toEqual([
      `The app setting 'AzureWebJobsStorage' is not set: its blobs are kept in ${join(appRoot, blobsFolder)}`,
    ]);
    expect(await readdir(appRoot)).toEqual([]);
  });

  // Nobody listens on that address, except on systems where it is not of this machine.
  test('is used where no Azurite answers', async () => {
    const AzureWebJobsStorage =
      'UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://127.213.4.5';
    const own = await useBindings([output], { AzureWebJobsStorage });
    const outputData = [{ name: 'out1', data: { string: 'text' } }];
    await own.writeOutputs(called('hello'), { outputData });
    expect(await own.stored('c00/hello.json')).toBe('text');
    expect(own.log.entries[0]?.message).toMatch(
      /^No Azurite answers on http:\/\/127\.213\.4\.5:10000\/devstoreaccount1: the blobs of 'AzureWebJobsStorage' are kept in /,
    );
  });
});

test('a connection string that is none fails every call, and is not shown', async () => {
  const AzureWebJobsStorage = 'AccountName=a;AccountKey=c2VjcmV0';
  const own = await useBindings([input], { AzureWebJobsStorage });
  const error = await own.readInputs(called('x')).then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  expect(error?.message).toMatch(/^The app setting 'AzureWebJobsStorage' is no connection string/);
  expect(JSON.stringify([error?.message, own.log.entries])).not.toContain('c2VjcmV0');
});

describe('a function is in error', () => {
  const unconfigurable =
    "Unable to configure binding 'in1' of type 'blob'. This may indicate invalid function.json properties. ";
  test.each([
    [
      { type: 'queue' },
      "The local host does not emulate a binding of type 'queue'. On Azure the function would run.",
    ],
    [{ path: undefined }, `${unconfigurable}Can't figure out which ctor to call.`],
    [{ direction: 'sideways' }, `${unconfigurable}Illegal direction value: 'sideways'`],
    [{ dataType: 'number' }, `${unconfigurable}'number' is no data type.`],
    [
      { name: 'in_1' },
      'The binding name in_1 is invalid. Please assign a valid name to the binding.',
    ],
    [{ name: '$return' }, "$return bindings must specify a direction of 'out'."],
    [{ type: 'http' }, 'Http binding can only be used for output.'],
    [
      { direction: 'inout' },
      "The local host does not emulate a binding of type 'blob' and direction 'inout'. On Azure the function would run.",
    ],
    [
      { properties: { supportsDeferredBinding: 'True' } },
      "The local host does not emulate a binding of type 'blob, as a client of the storage library'. On Azure the function would run.",
    ],
    [
      { connection: 'Identity' },
      "The local host does not emulate the identity-based connection 'Identity'. Set 'Identity' to a connection string, or to UseDevelopmentStorage=true for Azurite or a folder.",
    ],
  ])('with %o', (change, message) => {
    const env = { Identity__blobServiceUri: 'https://account.blob.core.windows.net' };
    const log = new HostLog();
    expect(() => make([{ ...input, ...change }], '/none', env, log)).toThrow(
      new BindingError(message),
    );
  });
});

knownGap('binding.identity', async () => {
  const env = { AzureWebJobsStorage__blobServiceUri: 'https://account.blob.core.windows.net' };
  await useBindings([input], env);
});

knownGap('binding.storage-clients', async () => {
  await useBindings([{ ...input, properties: { supportsDeferredBinding: 'true' } }]);
});

knownGap('binding.other-types', async () => {
  await useBindings([{ type: 'queue', name: 'out1', direction: 'out', queueName: 'q' }]);
});
