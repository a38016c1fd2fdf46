import type { Fact } from './fact.ts';

/** What the local host does for custom handlers as the Functions host does it. */
export const customHandlerFacts = {
  'custom-handler.executable': {
    behaviour: 'A relative executable is a file of the app if there is one, else found on PATH.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.variables': {
    behaviour: '`%VAR%` is expanded in executable and arguments, and unset ones vanish.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.arguments-split': {
    behaviour: 'Arguments are joined unquoted and split again, so that a blank makes two of one.',
    source: 'Azure/azure-functions-host DefaultWorkerProcessFactory.cs',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.executable-required': {
    behaviour: 'Without an executable the host does not start.',
    source: 'Azure/azure-functions-host HttpWorkerDescription.cs',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxying-wins': {
    behaviour: 'Proxying wins over forwarding.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.port': {
    behaviour: 'A configured port is parsed like an int and used.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.port-taken': {
    behaviour: 'A configured port that is taken stops the start.',
    source: 'Azure/azure-functions-host HttpWorkerOptionsSetup.cs',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.levels': {
    behaviour: 'The level of a route falls back to the default level, `function`.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.worker-runtime': {
    behaviour:
      'Profile, feature flag or setting make the worker runtime custom; odd settings are warned of.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.routes-need-custom': {
    behaviour: 'Routes in an app of another worker runtime are refused.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.route-functions': {
    behaviour:
      'Route i makes the function `http-handler{i+1}` with seven verbs; other verbs are 404.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.route-errors': {
    behaviour: 'A bad route puts only its function in error.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.routes-and-files': {
    behaviour: 'Routes together with function.json files are refused.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.reserved-paths': {
    behaviour: '`/admin` and `/runtime/webhooks/…` never reach a catch-all route (401).',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.start-log': {
    behaviour: 'The log names created functions, mapped routes and the start.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.environment': {
    behaviour: 'The handler gets port and id under two names each, the app root, and all settings.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.working-directory': {
    behaviour: 'The working directory is the app root, or relative to it.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.readiness': {
    behaviour: 'GET `/` with only a Host header, until any HTTP answer.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.readiness-timeout': {
    behaviour: 'No answer within initializationTimeout is an error that counts.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.start-fails-at-once': {
    behaviour:
      'The first start that fails is reported at once; the Functions host tries three times.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'differs on purpose',
  },
  'custom-handler.console': {
    behaviour:
      'Standard output is information, standard error an error or a warning, prefixed lines are system logs.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.exit-0': {
    behaviour:
      'A handler that ends with 0 is not restarted; requests wait for at most 4 times the timeout.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.exit-200': {
    behaviour: 'Exit code 200 is a restart that does not count.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.exit-error': {
    behaviour:
      'Any other exit is logged with its code and the last lines, and is a restart; the next request waits.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.third-error': {
    behaviour: 'The third error, with gaps under 30 minutes, ends the host.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.in-flight-crash': {
    behaviour: 'A request under way gets an empty 500 and is not repeated.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.stop': {
    behaviour: 'The handler is asked to end, killed after 1 s, and does not outlive the host.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.drain': {
    behaviour: 'At a stop, requests under way finish first.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'differs on purpose',
  },
  'custom-handler.proxy-path': {
    behaviour: 'Path and query reach the handler unchanged.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-streaming': {
    behaviour: 'Both bodies stream, with backpressure.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-header-flush': {
    behaviour: 'The headers of an answer go with the first bytes of its body.',
    source: 'microsoft/reverse-proxy HttpForwarder.cs',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-headers': {
    behaviour:
      'Hop-by-hop headers are dropped, Host is rewritten, X-Forwarded-* are set; keys and authorization stay.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-redirects': {
    behaviour: 'Redirects are passed on.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-retry': {
    behaviour: 'A refused connection is tried 10 times, 50 to 250 ms apart.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-drop-retry': {
    behaviour:
      'A request without a body whose connection breaks is sent four times in each of 10 attempts, 50 to 250 ms apart, while the handler lives.',
    source: 'Azure/azure-functions-host RetryProxyHandler.cs',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-activity': {
    behaviour: '240 s without traffic are a failure.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-failure': {
    behaviour: 'A failure is an empty 500, or an aborted connection once the answer has begun.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.proxy-disconnect': {
    behaviour: 'A client that leaves ends the request to the handler.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.body-limit': {
    behaviour: 'A body over 100 MB, or over FUNCTIONS_REQUEST_BODY_SIZE_LIMIT, is 413.',
    source: 'Azure/azure-functions-host (2024-10, and newer single files)',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.server-header': {
    behaviour:
      'Answers carry `Server: Kestrel` unless the handler says otherwise, and no Connection header.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.forwarding': {
    behaviour:
      "Forwarding buffers the answer, keeps the client's Host, appends to User-Agent, sets no X-Forwarded-*.",
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.forwarding-retry': {
    behaviour: 'A forwarded GET whose connection breaks is sent four times, then 500.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'custom-handler.forwarding-body': {
    behaviour:
      'A forwarded request whose body comes in chunks, of unknown length, is an empty 500.',
    source: 'Azure/azure-functions-host HttpRequestExtensions.cs `ToHttpRequestMessage`',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.forwarding-query': {
    behaviour:
      'The query of a forwarded request is written anew: values of a repeated name joined, each name with an equals sign.',
    source: 'Azure/azure-functions-host HttpRequestExtensions.cs `ToHttpRequestMessage`',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.forwarding-timeout': {
    behaviour:
      'With forwarding and with invocations the whole answer must be there a minute after a function may take no longer.',
    source: 'Azure/azure-functions-host DefaultHttpWorkerService.cs',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.function-timeout': {
    behaviour:
      'With forwarding and with invocations a function that takes longer than `functionTimeout` fails, and the handler is replaced.',
    source:
      'Azure/azure-functions-host WebScriptHostExceptionHandler.cs, HttpFunctionInvocationDispatcher.cs',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.invocation-form': {
    behaviour:
      'With neither proxying nor forwarding, or without an HTTP output, the handler gets `POST /<function>` with `Data` and `Metadata`.',
    source: 'Azure/azure-functions-host DefaultHttpWorkerService.cs; its outline is recorded',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.invocation-answer': {
    behaviour:
      'The result of an invocation gives the answer by `Outputs` and `ReturnValue`, and lines for the log; JSON without them is 204.',
    source:
      'Azure/azure-functions-host HttpScriptInvocationResultExtensions.cs, HttpBinding.cs; the 204 is recorded',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.invocation-failure': {
    behaviour:
      'An invocation that the handler answers with no success, or with anything but JSON, is an empty 500.',
    source: 'Azure/azure-functions-host DefaultHttpWorkerService.cs',
    sure: 'read',
    state: 'same',
  },
  'custom-handler.invocation-empty': {
    behaviour:
      "An answer without a body is an empty 500 at once; the Functions host lets the request wait for the function's timeout.",
    source: 'Azure/azure-functions-host DefaultHttpWorkerService.cs',
    sure: 'read',
    state: 'differs on purpose',
  },
  'custom-handler.function-files': {
    behaviour:
      'What is wrong with a function.json, or a trigger or binding other than HTTP, is an error of its function alone.',
    source:
      'Azure/azure-functions-host HostFunctionMetadataProvider.cs, FunctionDescriptorProvider.cs',
    sure: 'read',
    state: 'same',
  },
} as const satisfies Record<string, Fact>;
