import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test, vi } from 'vitest';
import { HostError } from '../errors.ts';
import { HostLog } from '../log/log.ts';
import { makeAppFolder } from '../testing/app-folder.ts';
import { untilLogged } from '../testing/until-logged.ts';
import { appFolder } from './testing/recordings.ts';
import { WorkerProcess, type WorkerOptions } from './worker-process.ts';
import { verifies } from '../testing/verifies.ts';

verifies(
  'worker.load.entry-point-message',
  'worker.load.non-error',
  'worker.load.no-match',
  'worker.start.strict',
  'worker.start.hook-throws',
  'worker.start.never',
  'worker.start.exit-at-load',
  'worker.process.uncaught',
);

const env = { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] };

/** The error with which the start of an app fails. */
async function failureOf(
  appRoot: string,
  options: Partial<WorkerOptions> = {},
): Promise<HostError | undefined> {
  try {
    const worker = await WorkerProcess.start({ appRoot, env, log: new HostLog(), ...options });
    await worker.terminate(1000);
    return undefined;
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}

const caseOf = (name: string) => appFolder(`app-http/cases/${name}`);
const packageJsonOf = (name: string) => join(caseOf(name), 'package.json');

describe.concurrent('an app that cannot be started is told what is wrong, and what to do', () => {
  const notLoaded = 'Worker was unable to load entry point';
  test.for([
    {
      app: 'throws-first',
      code: 'ENTRY_POINT_FAILED',
      message: `${notLoaded} "index.cjs": nothing was registered before this`,
      hint: /^Correct index\.cjs:\d+: `throw new Error/,
    },
    {
      app: 'several-one-throws',
      code: 'ENTRY_POINT_FAILED',
      message: `${notLoaded} "b.cjs": b does not load`,
      hint: /^Correct b\.cjs:\d+: `throw/,
    },
    {
      app: 'throws-string',
      code: 'ENTRY_POINT_FAILED',
      message: `${notLoaded} "index.cjs": Non-error was thrown: "a string at load". You should only throw errors.`,
      hint: /The stack is in the log/,
    },
    {
      app: 'syntax-error',
      code: 'ENTRY_POINT_FAILED',
      message: `${notLoaded} "index.cjs": Unexpected token ';'`,
      hint: /^Correct index\.cjs:4: `const broken = ;`/,
    },
    {
      app: 'duplicate',
      code: 'ENTRY_POINT_FAILED',
      message: `${notLoaded} "index.cjs": A function with id "same" has already been registered.`,
      hint: /^Correct index\.cjs:\d+: `app\./,
    },
    {
      app: 'main-missing',
      code: 'ENTRY_POINT_FAILED',
      message: `${notLoaded} "index.js": File does not exist. Learn more here: https://aka.ms/AAla7et (the pattern is "main" of ${packageJsonOf('main-missing')})`,
      hint: /^Build the app/,
    },
    {
      app: 'main-no-match',
      code: 'ENTRY_POINT_FAILED',
      message: `${notLoaded} "dist/**/*.js": Found zero files matching the supplied pattern (the pattern is "main" of ${packageJsonOf('main-no-match')})`,
      hint: /^Build the app/,
    },
    {
      app: 'no-main',
      code: 'ENTRY_POINT_FAILED',
      message: `${packageJsonOf('no-main')}: "main" is missing, or no text, so that nothing is loaded.`,
      hint: /^Let "main" name the files/,
    },
    {
      app: 'package-json-missing',
      code: 'ENTRY_POINT_FAILED',
      message: `${packageJsonOf('package-json-missing')}: file does not exist.`,
      hint: /^Let "main" name the files/,
    },
    {
      app: 'no-functions',
      code: 'NO_FUNCTIONS',
      message: 'No function is registered by what "index.cjs" loads.',
      hint: /^Register functions with app\.mcpTool/,
    },
    {
      app: 'no-library',
      code: 'LIBRARY_MISSING',
      message: 'No function is registered: nothing that "index.cjs" loads uses @azure/functions.',
      hint: /@azure\/functions-core has to stay external/,
    },
    {
      app: 'start-hook-throws',
      code: 'START_HOOK_FAILED',
      message: 'The app was loaded, but an appStart hook failed: appStart hook failed',
      hint: /^Correct index\.cjs:\d+/,
    },
    {
      app: 'exits-at-load',
      code: 'WORKER_EXITED',
      message:
        'The app\'s process ended while "index.cjs" was loaded: node exited with code 3 (0x3).',
      hint: /^Look for process\.exit/,
    },
  ])('$app: $code', async ({ app, code, message, hint }, { expect }) => {
    const failure = await failureOf(caseOf(app));
    expect(failure).toMatchObject({ code, message, hint: expect.stringMatching(hint) });
  });

  test('an ES module that imports the library and registers nothing', async ({
    expect,
    onTestFinished,
  }) => {
    const { folder, remove } = await makeAppFolder({
      'package.json': { main: 'main.mjs' },
      'main.mjs': `import functions from '@azure/functions'; console.log(typeof functions.app);`,
    });
    onTestFinished(remove);
    expect((await failureOf(folder))?.code).toBe('NO_FUNCTIONS');
  });

  test('a package.json that is no JSON', async ({ expect }) => {
    const failure = await failureOf(caseOf('package-json-bad'));
    expect(failure?.code).toBe('ENTRY_POINT_FAILED');
    expect(failure?.message).toContain('package.json: file content is not valid JSON');
  });

  test('an error that nobody catches while the app is loaded', async ({
    expect,
    onTestFinished,
  }) => {
    const { folder, remove } = await makeAppFolder({
      'package.json': { main: 'main.mjs' },
      'main.mjs': `setTimeout(() => { throw new Error('too late to catch'); });\nawait new Promise(() => {});`,
    });
    onTestFinished(remove);
    const failure = await failureOf(folder);
    expect(failure?.code).toBe('WORKER_EXITED');
    expect(failure?.message).toMatch(
      /^The app's process ended while "main\.mjs" was loaded: node exited with code 1 \(0x1\)\.\nWorker uncaught exception \(learn more: .*Error: too late to catch/,
    );
  });

  test('a library that is not installed', async ({ expect, onTestFinished }) => {
    const folder = await mkdtemp(join(tmpdir(), 'local-host-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'package.json'), '{"main":"{own,other}.cjs"}');
    await writeFile(join(folder, 'own.cjs'), `require('@azure/functions');`);
    expect(await failureOf(folder)).toMatchObject({
      code: 'LIBRARY_MISSING',
      message: expect.stringContaining(`"own.cjs": Cannot find module '@azure/functions'`),
      hint: expect.stringContaining('npm install @azure/functions'),
    });
    await writeFile(join(folder, 'own.cjs'), `require('other-library');`);
    expect(await failureOf(folder)).toMatchObject({
      code: 'ENTRY_POINT_FAILED',
      hint: expect.stringContaining('npm install other-library'),
    });
  });

  test('dependencies that are listed and not installed, and a build that was not made', async ({
    expect,
    onTestFinished,
  }) => {
    const dependencies = { 'other-library': '1' };
    const notInstalled = await makeAppFolder({
      'package.json': { main: 'index.cjs', dependencies },
      'index.cjs': "require('other-library');",
    });
    expect(await failureOf(notInstalled.folder)).toMatchObject({
      hint: expect.stringContaining('`npm install` in'),
    });
    onTestFinished(notInstalled.remove);
    const notBuilt = await makeAppFolder({
      'package.json': { main: 'dist/index.js', scripts: { build: 'tsc' } },
    });
    onTestFinished(notBuilt.remove);
    expect(await failureOf(notBuilt.folder)).toMatchObject({
      hint: expect.stringContaining('`npm run build`'),
    });
  });

  test('an app of the programming model v3', async ({ expect, onTestFinished }) => {
    const bindings = [{ type: 'httpTrigger', direction: 'in', name: 'req' }];
    const { folder, remove } = await makeAppFolder({
      'package.json': {},
      'hello/function.json': { bindings },
    });
    onTestFinished(remove);
    expect(await failureOf(folder)).toMatchObject({
      code: 'RUNTIME_NOT_EMULATED',
      message: expect.stringContaining('programming model v3'),
    });
  });

  test('an app folder that is not there', async ({ expect }) => {
    expect(await failureOf(caseOf('nowhere'))).toMatchObject({
      code: 'WORKER_EXITED',
      message: expect.stringMatching(/^The app's process could not be started: .*ENOENT/),
    });
  });

  test('an argument that Node does not know', async ({ expect }) => {
    const failure = await failureOf(caseOf('several'), {
      env: { ...env, languageWorkers__node__arguments: '--no-such-option' },
    });
    expect(failure?.message).toMatch(
      /while it was started: node exited with code 9 \(0x9\)\.\n.*bad option: --no-such-option/,
    );
  });
});

test('so is one whose top-level await never settles, after the time that it has', async ({
  expect,
  onTestFinished,
}) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const log = new HostLog();
  const failing = failureOf(appFolder('app-esm/cases/never'), { log, startTimeoutMs: 2000 });
  await untilLogged(log, ({ message }) => message.startsWith('Loading entry point'));
  vi.advanceTimersByTime(2000);
  expect(await failing).toMatchObject({
    code: 'WORKER_EXITED',
    message: 'The app did not answer within 2 s while "index.mjs" was loaded.',
    hint: expect.stringContaining('a top-level await'),
  });
});
