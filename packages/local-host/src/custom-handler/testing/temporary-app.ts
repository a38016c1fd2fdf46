import { KeyStore } from '../../platform/key-store.ts';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { AppContext, AppRuntime } from '../../app-runtime.ts';
import { readHostJson } from '../../settings/host-json.ts';
import { HostLog } from '../../log/log.ts';
import { answerEmpty } from '../../proxy/answers.ts';
import { type CustomHandlerOverrides, startCustomHandlerApp } from '../custom-handler-app.ts';

/** The handler that most tests run: it does what the path asks for. */
export const handlerFile = fileURLToPath(new URL('../fixtures/handler.cjs', import.meta.url));

/** Makes a folder with these files, JSON or text, for the time of the test. */
export async function makeFolder(files: Record<string, object | string>): Promise<string> {
  // On macOS the folder for temporary files is a link, which a working directory does not show.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'custom-handler-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

/** What host.json of a test says besides the profile. */
export interface TestApp {
  readonly arguments?: readonly string[];
  readonly customHandler?: object;
  readonly hostJson?: object;
  readonly env?: NodeJS.ProcessEnv;
  readonly files?: Record<string, object | string>;
  readonly inspectPort?: number;
}

/** An app whose handler is this text, run by Node as CommonJS, which starts sooner. */
export function script(text: string, customHandler: object = {}): TestApp {
  return { arguments: ['handler.cjs'], files: { 'handler.cjs': text }, customHandler };
}

/** The context of an app in a folder of its own, which runs `handler.cjs` under this Node unless it says otherwise. */
export async function makeContext(app: TestApp = {}): Promise<AppContext> {
  const description = {
    defaultExecutablePath: process.execPath,
    arguments: app.arguments ?? [`"${handlerFile}"`],
  };
  const appRoot = await makeFolder({
    'host.json': {
      version: '2.0',
      configurationProfile: 'mcp-custom-handler',
      customHandler: { description, initializationTimeout: '00:00:20', ...app.customHandler },
      ...app.hostJson,
    },
    ...app.files,
  });
  const env = { ...process.env, NODE_OPTIONS: '', ...app.env };
  const { inspectPort } = app;
  return {
    appRoot,
    env,
    log: new HostLog(),
    keys: new KeyStore(),
    hostJson: await readHostJson(appRoot, env),
    ...(inspectPort !== undefined && { inspectPort }),
  };
}

export interface RunningApp {
  readonly runtime: AppRuntime;
  readonly log: HostLog;
  /** Where a server hands all requests to the runtime. */
  readonly url: string;
  readonly port: number;
}

/** Starts an app and a server in front of it, for the time of the test. */
export async function startApp(
  app: TestApp = {},
  overrides: CustomHandlerOverrides = {},
): Promise<RunningApp> {
  const context = await makeContext(app);
  const runtime = await startCustomHandlerApp(context, overrides);
  onTestFinished(() => runtime.dispose(0));
  const server = createServer((request, response) => {
    void runtime.handle(request, response).then((isAnswered) => {
      if (!isAnswered) answerEmpty(response, 404);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { runtime, log: context.log, port, url: `http://127.0.0.1:${port}` };
}
