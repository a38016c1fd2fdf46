import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { writeJson } from '../dotnet/json-text.ts';
import type { LogEntry } from '../log/log.ts';
import {
  functionAppFiles,
  makeAppFolder,
  useAppFolder,
  writeAppFile,
} from '../testing/app-folder.ts';
import { verifies } from '../testing/verifies.ts';
import { type FunctionsHost, startFunctionsHost } from './start.ts';

verifies(
  'host.error-state',
  'host.function-in-error',
  'host.indexing-error',
  'host.no-job-functions',
  'host.registration-failure',
  'host.status-errors',
  'host.error-retry',
  'extension.registration.description-missing',
  'extension.registration.schema-as-object',
  'extension.registration.metadata',
  'extension.registration.duplicate',
  'extension.registration.equivalent-templates',
  'extension.registration.relative-uri',
  'extension.registration.tool-properties',
  'extension.registration.schema-missing',
  'extension.registration.schema-invalid',
  'extension.registration.schema-ignored',
  'extension.registration.properties-missing',
  'extension.registration.property-without-type',
  'extension.registration.blank-name',
  'extension.registration.percent-signs',
);

/**
 * What the Functions host 4.1037 made of function metadata, most of it bad, and what the local host makes
 * of the same. Compared are the host's state and its status errors, the error of each function, the answer
 * to tools/list byte for byte, and all warnings and errors of the log, in their order.
 *
 * The recordings left out of the log: stacks, white space around lines, repeats by later retries; and have
 * `<guid>` for the id of the start. White space and the id are treated alike here. Not compared are
 * `homepageStatus` of a host that runs, and `pingStatus`: neither page is emulated.
 */
interface RegistrationCase {
  readonly name: string;
  readonly functions: readonly { readonly name: string; readonly bindings: readonly object[] }[];
}

interface Outcome {
  readonly name: string;
  readonly hostState: 'Running' | 'Error';
  readonly hostStatusErrors?: readonly string[];
  readonly functionErrors: Readonly<Record<string, readonly string[]>>;
  readonly log: readonly Pick<LogEntry, 'level' | 'category' | 'message'>[];
  readonly toolsList: {
    readonly status: number;
    readonly body?: string;
    readonly tools?: object[];
  };
  readonly homepageStatus: number;
}

const cases = readFixture('registration-cases.json') as readonly RegistrationCase[];
const outcomes = readFixture('registration-outcomes.json') as readonly Outcome[];

function readFixture(name: string): readonly unknown[] {
  const file = new URL(`../mcp-extension/fixtures/${name}`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: unknown[] }).cases;
}

function appWith(functions: RegistrationCase['functions']) {
  const registrations = functions.map(({ name, bindings: [trigger] }) => {
    const options = `{ trigger: ${JSON.stringify(trigger)}, handler: () => 'said' }`;
    return `app.generic(${JSON.stringify(name)}, ${options});`;
  });
  return functionAppFiles(
    `const { app } = require('@azure/functions');\n${registrations.join('\n')}`,
  );
}

async function listTools({ url }: FunctionsHost): Promise<Response> {
  return fetch(`${url}/runtime/webhooks/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
  });
}

/** Warnings and errors as the recordings have them. */
function troubleIn(logs: readonly LogEntry[]): Outcome['log'] {
  return logs
    .filter(({ level }) => ['warning', 'error', 'critical'].includes(level))
    .map(({ level, category, message }) => ({
      level,
      category,
      message: message
        .replace(/'[\da-f-]{36}'/, "'<guid>'")
        .split('\n')
        .map((line) => line.trim())
        .join('\n'),
    }));
}

test('every case has an outcome', () => {
  expect(cases.map(({ name }) => name)).toEqual(outcomes.map(({ name }) => name));
  expect(cases).toHaveLength(15);
});

describe.concurrent('the local host makes of bad metadata what the Functions host does', () => {
  for (const { name, functions } of cases) {
    test(name, async ({ expect: expectHere, onTestFinished: afterwards }) => {
      const outcome = outcomes.find((candidate) => candidate.name === name)!;
      const { folder, remove } = await makeAppFolder(appWith(functions));
      afterwards(remove);
      const host = await startFunctionsHost({ appRoot: folder, stayOnFailure: true });
      afterwards(() => host.dispose());

      expectHere(host.state).toBe(outcome.hostState);
      expectHere(host.statusErrors).toEqual(outcome.hostStatusErrors ?? []);
      const errors = functions.map((fn) => {
        const error = host.functions.find((loaded) => loaded.name === fn.name)?.error;
        return [fn.name, error === undefined ? [] : [error]];
      });
      expectHere(Object.fromEntries(errors)).toEqual(outcome.functionErrors);
      expectHere(troubleIn(host.logs)).toEqual(outcome.log);

      const { status, body, tools } = outcome.toolsList;
      const response = await listTools(host);
      expectHere(response.status).toBe(status);
      expectHere(await response.text()).toBe(
        body ??
          `event: message\ndata: {"result":${writeJson({ tools })},"id":1,"jsonrpc":"2.0"}\n\n`,
      );
      if (outcome.hostState === 'Error') {
        expectHere(response.headers.get('content-type')).toBeNull();
        expectHere((await fetch(host.url)).status).toBe(outcome.homepageStatus);
      }
    });
  }
});

test('a host in the error state waits for a restart, and a repaired app runs then', async () => {
  const { functions } = cases.find(({ name }) => name === 'useWorkerInputSchemaWithoutSchema')!;
  const good = appWith(functions.filter(({ name }) => name === 'ok'));
  const appRoot = await useAppFolder(appWith(functions));
  const host = await startFunctionsHost({ appRoot, stayOnFailure: true });
  onTestFinished(() => host.dispose());
  await expect(host.restart()).rejects.toMatchObject({ code: 'REGISTRATION_INVALID' });
  // Two lines each time, and no retry between.
  expect(troubleIn(host.logs)).toHaveLength(4);

  await writeAppFile(appRoot, 'index.cjs', good['index.cjs']);
  await host.restart();
  expect(host.state).toBe('Running');
  expect(host.statusErrors).toEqual([]);
  expect(await (await listTools(host)).text()).toContain('"name":"ok"');
});

test('a function that fails indexing is logged even where another stops the host', async () => {
  const { functions } = cases.find(({ name }) => name === 'metadataNotJson')!;
  const [ok, bad] = functions;
  const again = { ...ok!, name: 'aa' };
  const host = await startFunctionsHost({
    appRoot: await useAppFolder(appWith([ok!, bad!, again])),
    stayOnFailure: true,
  });
  onTestFinished(() => host.dispose());
  expect(troubleIn(host.logs).map(({ message }) => message.split('\n')[0])).toEqual([
    'Failed to parse metadata from JSON string',
    "Error indexing method 'Functions.bad'",
    expect.stringContaining("Microsoft.Azure.WebJobs.Host: Error indexing method 'Functions.bad'."),
    "Function 'Functions.bad' failed indexing and will be disabled.",
    'Hosting failed to start',
    "A host error has occurred during startup operation '<guid>'.",
  ]);
});
