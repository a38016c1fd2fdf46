import type { Fact } from './fact.ts';

/** What the local host's worker does as the Node.js worker 3.9.1 does it. */
export const workerFacts = {
  'worker.core.module': {
    behaviour:
      "Requiring @azure/functions-core yields the worker's own module in CommonJS and ES modules.",
    source: 'Azure/azure-functions-nodejs-worker setupCoreModule.ts',
    sure: 'read',
    state: 'same',
  },
  'worker.init.capabilities': {
    behaviour: "Eight capabilities, all 'true'; `app.setup` may add and overwrite.",
    source: 'recordings of the Node.js worker 3.9.1: setup',
    sure: 'recorded',
    state: 'same',
  },
  'worker.init.http-stream': {
    behaviour: '`enableHttpStream` adds the capability `HttpUri`.',
    source: 'recordings of the Node.js worker 3.9.1: setup-stream',
    sure: 'recorded',
    state: 'same',
  },
  'worker.init.http-stream-loopback': {
    behaviour:
      'The server behind `HttpUri` listens on loopback alone; the library lets it listen on every address.',
    source: 'Azure/azure-functions-nodejs-library src/http/httpProxy.ts, run',
    sure: 'recorded',
    state: 'differs on purpose',
  },
  'worker.load.main-glob': {
    behaviour: "`main` is a pattern; files load in the folder's order, not the pattern's.",
    source: 'recordings of the Node.js worker 3.9.1: several, esm mixed',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.esm-decision': {
    behaviour:
      '.mjs and .mts are imported, .cjs and .cts required, all else by `type` of package.json.',
    source: 'recordings of the Node.js worker 3.9.1: esm',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.forms': {
    behaviour:
      'An app may be CommonJS, ES modules, TypeScript that Node can strip, or a bundle of either form with its own library.',
    source: '@azure/functions 4.16.5 in the Node.js worker 3.9.1; bundles of esbuild and rolldown',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.top-level-await': {
    behaviour:
      'What an ES module awaits at its top level is waited for before the functions are asked for.',
    source: 'recordings of the Node.js worker 3.9.1: esm',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.share-retries': {
    behaviour:
      'A file that cannot be read is an error at once; the worker tries nine times where it is on the share below /home.',
    source: 'Azure/azure-functions-nodejs-worker src/loadScriptFile.ts',
    sure: 'read',
    state: 'differs on purpose',
  },
  'worker.load.microtask': {
    behaviour: 'What a CommonJS file registers in a microtask is still its own.',
    source: 'recordings of the Node.js worker 3.9.1: async-cjs',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.first-throw-ends': {
    behaviour: 'The first file that throws ends the loading; appStart hooks still run.',
    source: 'recordings of the Node.js worker 3.9.1: several-one-throws',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.entry-point-message': {
    behaviour: 'A failure reads `Worker was unable to load entry point "f": …`.',
    source: 'recordings of the Node.js worker 3.9.1',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.non-error': {
    behaviour: 'A thrown string reads `Non-error was thrown: "…"`.',
    source: 'recordings of the Node.js worker 3.9.1: throws-string',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.no-match': {
    behaviour: 'No matching file and a missing file have their own messages.',
    source: 'recordings of the Node.js worker 3.9.1: main-',
    sure: 'recorded',
    state: 'same',
  },
  'worker.load.package-json-lenient': {
    behaviour: 'A missing or bad package.json is a warning.',
    source: 'recordings of the Node.js worker 3.9.1: package-json-',
    sure: 'recorded',
    state: 'same',
  },
  'worker.start.strict': {
    behaviour:
      'An app that is broken at its start is an error, where the Functions host starts without functions.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'differs on purpose',
  },
  'worker.start.hook-throws': {
    behaviour: 'A throwing appStart hook fails workerInit only.',
    source: 'recordings of the Node.js worker 3.9.1: start-hook-throws',
    sure: 'recorded',
    state: 'same',
  },
  'worker.start.never': {
    behaviour:
      'A top-level await that never settles is never answered; the local host gives up after 30 s.',
    source: 'recordings of the Node.js worker 3.9.1: esm never',
    sure: 'recorded',
    state: 'same',
  },
  'worker.start.exit-at-load': {
    behaviour: '`process.exit` at load: no answer, and that exit code.',
    source: 'recordings of the Node.js worker 3.9.1: exits-at-load',
    sure: 'recorded',
    state: 'same',
  },
  'worker.functions.metadata': {
    behaviour:
      "A function's id is its name; rawBindings are JSON, and a return binding is named `$return`.",
    source: 'recordings of the Node.js worker 3.9.1',
    sure: 'recorded',
    state: 'same',
  },
  'worker.functions.retry-options': {
    behaviour: 'Retry strategies become `fixed_delay` and `exponential_backoff`.',
    source: 'recordings of the Node.js worker 3.9.1',
    sure: 'recorded',
    state: 'same',
  },
  'worker.functions.duplicate': {
    behaviour: 'Registering a taken id throws; letter case matters.',
    source: 'recordings of the Node.js worker 3.9.1: duplicate',
    sure: 'recorded',
    state: 'same',
  },
  'worker.functions.locked': {
    behaviour: 'Nothing can be registered once the metadata was asked for.',
    source: 'recordings of the Node.js worker 3.9.1: setup',
    sure: 'recorded',
    state: 'same',
  },
  'worker.functions.in-hook': {
    behaviour: 'What an appStart hook registers has scriptFile `unknown` and no directory.',
    source: 'recordings of the Node.js worker 3.9.1: register-in-hook',
    sure: 'recorded',
    state: 'same',
  },
  'worker.functions.none': {
    behaviour: 'An app that registers nothing succeeds, with default indexing.',
    source: 'recordings of the Node.js worker 3.9.1: no-functions',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.sequence': {
    behaviour: 'getArguments, pre hooks, handler, post hooks, getResponse.',
    source: 'recordings of the Node.js worker 3.9.1: hooks',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.hooks': {
    behaviour:
      'Hooks run in their order and share hookData; a throwing pre hook skips handler and post hooks.',
    source: 'recordings of the Node.js worker 3.9.1: hooks',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.protobuf-defaults': {
    behaviour: 'Empty texts, maps and lists are filled in as protobuf does.',
    source: 'recordings of the Node.js worker 3.9.1: context, http query',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.long': {
    behaviour: '`int` and `collectionSint64` arrive as Long objects.',
    source: 'recordings of the Node.js worker 3.9.1: typed data',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.int64-clamp': {
    behaviour: 'Integers beyond int64 are clamped; -0 becomes 0.',
    source: 'recordings of the Node.js worker 3.9.1: tooBig',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.no-kind': {
    behaviour: 'A returned function or symbol becomes data without a kind.',
    source: 'recordings of the Node.js worker 3.9.1',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.same-site': {
    behaviour: "Cookies without sameSite are None, 'None' is ExplicitNone.",
    source: 'recordings of the Node.js worker 3.9.1: cookies',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.null-throw-succeeds': {
    behaviour: 'Throwing null or undefined succeeds without a value.',
    source: 'recordings of the Node.js worker 3.9.1: throws null',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.non-error-throw': {
    behaviour: 'A thrown string goes out as it is, an object as JSON, all else as `String()`.',
    source: 'recordings of the Node.js worker 3.9.1: throws',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.error-unmasked': {
    behaviour: 'Message and stack of an error go out unmasked.',
    source: 'recordings of the Node.js worker 3.9.1: secretString',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.system-error-logged': {
    behaviour: 'Errors of the library are logged besides being answered.',
    source: 'recordings of the Node.js worker 3.9.1: throws system',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.unsendable-throw-exits': {
    behaviour: 'A throw that cannot become a message ends the process with 1.',
    source: 'recordings of the Node.js worker 3.9.1: crash',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.concurrent': {
    behaviour: 'Invocations run concurrently; one that hangs holds up no other.',
    source: 'recordings of the Node.js worker 3.9.1: two at a time',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.cancel-ignored': {
    behaviour: 'Cancel and file-change messages are ignored.',
    source: 'recordings of the Node.js worker 3.9.1',
    sure: 'recorded',
    state: 'same',
  },
  'worker.invocation.unknown': {
    behaviour:
      'An unknown id, or one in another letter case, is a Failure and an error in the log.',
    source: 'recordings of the Node.js worker 3.9.1',
    sure: 'recorded',
    state: 'same',
  },
  'worker.http.core-form': {
    behaviour: 'HTTP request and response pass in RpcHttp form.',
    source: 'recordings of the Node.js worker 3.9.1: http',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.envelope': {
    behaviour: "Handlers of MCP tools, resources and prompts answer in the library's envelope.",
    source: 'recordings of the Node.js worker 3.9.1: mcp',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.arguments': {
    behaviour:
      'The first argument of a handler has the arguments of the call with their types and keys as sent; what is null is absent.',
    source: 'recordings of the MCP extension 1.6.0: echo_context',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.argument-texts': {
    behaviour: '`mcptoolargs` has every argument as text: `True`, `1.50`, an empty one for null.',
    source: 'recordings of the MCP extension 1.6.0: echo_context',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.metadata-casing': {
    behaviour:
      'triggerMetadata has the first letter of every key lower-cased, and makes of a text that is JSON what it says.',
    source: 'recordings of the Node.js worker 3.9.1: context metadata casing',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.prompt-context': {
    behaviour: 'A prompt is given a PromptInvocationContext, whose arguments are texts.',
    source: 'recordings of the Node.js worker 3.9.1: mcp prompt',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.context': {
    behaviour: 'InvocationContext tells of the function, the trace, the retries and the bindings.',
    source: 'recordings of the Node.js worker 3.9.1: context',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.invocation': {
    behaviour: 'The whole message that the worker is sent for a tool, a resource and a prompt.',
    source: 'recordings of Functions host 4.1037: invocations',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.return-values': {
    behaviour:
      'Each value that a tool, a resource or a prompt returns has one form for the client.',
    source: '@azure/functions 4.16.5 with the MCP extension 1.6.0',
    sure: 'recorded',
    state: 'same',
  },
  'worker.mcp.call-tool-result': {
    behaviour:
      '`isError` of McpToolResponse is lost; a content block of type `call_tool_result` keeps a whole result.',
    source: '@azure/functions 4.16.5 with the MCP extension 1.6.0: ret_iserror, ret_ctr_error',
    sure: 'recorded',
    state: 'same',
  },
  'worker.log.user': {
    behaviour:
      'What a handler logs has category `<function>.Invocation`, in level and order as logged.',
    source: 'recordings of the Node.js worker 3.9.1: log',
    sure: 'recorded',
    state: 'same',
  },
  'worker.log.after-answer': {
    behaviour: 'A log after the handler has finished is preceded by a system warning.',
    source: 'recordings of the Node.js worker 3.9.1: log after the answer',
    sure: 'recorded',
    state: 'same',
  },
  'worker.log.hook': {
    behaviour: 'Log hooks change the logs of handlers only.',
    source: 'Azure/azure-functions-nodejs-worker LogHookContext.ts',
    sure: 'read',
    state: 'same',
  },
  'worker.log.categories': {
    behaviour: "The host's categories are `Function.<name>.User`, `Function.<name>`, else Worker.",
    source: 'Azure/azure-functions-host',
    sure: 'read',
    state: 'same',
  },
  'worker.console.levels': {
    behaviour:
      "The level of a line on stderr follows its content; the worker's own prefix is taken away.",
    source: 'recordings of the Node.js worker 3.9.1: orkerProcess.cs',
    sure: 'recorded',
    state: 'same',
  },
  'worker.process.environment': {
    behaviour:
      "The working directory is the app's; FUNCTIONS_WORKER_DIRECTORY and FUNCTIONS_APPLICATION_DIRECTORY are set.",
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'worker.process.uncaught': {
    behaviour: 'An uncaught exception is one line on stderr, and exit code 1.',
    source: 'recordings of the Node.js worker 3.9.1: crash',
    sure: 'recorded',
    state: 'same',
  },
  'worker.process.in-flight-lost': {
    behaviour: 'Invocations in flight fail when the process dies.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'worker.terminate.hooks-exit-0': {
    behaviour:
      'workerTerminate runs the appTerminate hooks and exits with 0; busy invocations are lost.',
    source: 'recordings of the Node.js worker 3.9.1',
    sure: 'recorded',
    state: 'same',
  },
  'worker.terminate.hook-throws': {
    behaviour: 'A throwing appTerminate hook leaves the process, and the host kills it.',
    source: 'recordings of the Node.js worker 3.9.1',
    sure: 'recorded',
    state: 'same',
  },
  'worker.environment-reload': {
    behaviour:
      'functionEnvironmentReload replaces environment and folder, and starts the app anew.',
    source: 'recordings of the Node.js worker 3.9.1: reload',
    sure: 'recorded',
    state: 'same',
  },
  'worker.retries': {
    behaviour:
      'A function with `retry` (its own, or that of host.json) that fails is run again, whatever its trigger, and hears of it in retryContext.',
    source: 'Azure/azure-webjobs-sdk FunctionExecutorExtensions.cs, as of 2024-10',
    sure: 'read',
    state: 'same',
  },
  'worker.retries.delays': {
    behaviour:
      'The delay is fixed, or doubles above its minimum, a fifth more or less, up to its maximum.',
    source: 'Azure/azure-webjobs-sdk RandomizedExponentialBackoffStrategy.cs',
    sure: 'read',
    state: 'same',
  },
  'worker.retries.invalid': {
    behaviour:
      'A retry policy without its delays, or with a count below -1, puts the function in error.',
    source: 'Azure/azure-functions-host Utility.cs ValidateRetryOptions',
    sure: 'read',
    state: 'same',
  },
  'worker.retries.warning': {
    behaviour: 'The host warns at its start that retries will not be supported for the trigger.',
    source: 'Azure/azure-webjobs-sdk FunctionIndexer.cs CheckRetrySupport',
    sure: 'read',
    state: 'same',
  },
  'worker.timeout': {
    behaviour:
      'A function out of time fails; unless it ends within 2 s its worker is replaced, before the call is answered, and that counts as no death.',
    source:
      'Azure/azure-webjobs-sdk FunctionExecutor.cs, Azure/azure-functions-host WebScriptHostExceptionHandler.cs',
    sure: 'read',
    state: 'same',
  },
  'worker.timeout.setting': {
    behaviour:
      '`functionTimeout` is 30 minutes by default, at least a second, and `-1` for no limit.',
    source: 'Azure/azure-functions-host ScriptJobHostOptionsSetup.cs',
    sure: 'read',
    state: 'same',
  },
  'worker.timeout.others-wait': {
    behaviour:
      'When a call runs out of time and its worker is replaced, the other calls in that worker fail at once; on Azure each is answered only when it is out of time itself.',
    source: 'Azure/azure-functions-host GrpcWorkerChannel.cs TryFailExecutions',
    sure: 'read',
    state: 'differs on purpose',
  },
} as const satisfies Record<string, Fact>;
