import type { Fact } from './fact.ts';

/** What the local host does as the Functions host does it, around the app. */
export const hostFacts = {
  'host.function-order': {
    behaviour:
      'Functions, and so listings, come in the order of function names, ordinal and without letter case.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.disabled': {
    behaviour: 'An app setting AzureWebJobs.<function>.Disabled takes a function away.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.function-in-error': {
    behaviour: 'A binding that cannot be built puts its function in error; the others work.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.error-state': {
    behaviour: 'After a start that failed every request is 503 with a text and no content type.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.indexing-error': {
    behaviour:
      'A function that fails indexing is logged in four lines, disabled and in error; the others work.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.no-job-functions': {
    behaviour: 'A warning is logged when no function at all could be indexed.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.registration-failure': {
    behaviour:
      'What the extension refuses when listeners are made stops the whole host, with two lines in the log, and no function is in error then.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.status-errors': {
    behaviour:
      'The status of a host in error tells the exception and its causes in one line, each with its assembly.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.error-retry': {
    behaviour:
      'A host in the error state tries again by itself, after 1, 2, 4 … seconds up to 2 minutes, and when a file is saved.',
    source: 'recordings of Functions host 4.1037; the intervals: WebJobsScriptHostService.cs',
    sure: 'recorded',
    state: 'same',
  },
  'host.restart': {
    behaviour:
      'At a restart no request is lost: the old app answers until the new one is ready, and finishes its calls.',
    source: 'design of the local host',
    sure: 'unverified',
    state: 'differs on purpose',
  },
  'host.first-start': {
    behaviour:
      'At the first start the port is open and requests wait; the Functions host refuses connections.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'differs on purpose',
  },
  'host.worker-restart': {
    behaviour: 'A worker that dies is replaced, the third time the host gives up.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.invocation-log': {
    behaviour:
      'Two log lines around each invocation; a failure carries message and stack of the worker.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.local-settings': {
    behaviour:
      'Values of local.settings.json never overwrite the environment; connection strings get a prefix.',
    source: 'Azure/azure-functions-core-tools docs/host-configuration.md',
    sure: 'read',
    state: 'same',
  },
  'host.host-json': {
    behaviour:
      'host.json has no letter case, may have comments, needs version 2.0, and app settings override it.',
    source: 'Azure/azure-functions-host',
    sure: 'read',
    state: 'same',
  },
  'host.profiles': {
    behaviour: 'The custom-handler profiles set three keys; an unknown profile stops the host.',
    source: 'Azure/azure-functions-host PR 11320, 11324',
    sure: 'read',
    state: 'same',
  },
  'host.webhook-keys': {
    behaviour:
      'A webhook asks for its system key or the master key: none or an unknown one is 401 with a challenge, one of too low a level 403.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.webhook-key-place': {
    behaviour:
      'A key is looked for in the header x-functions-key, and only without one in the first `code` of the query.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.webhook-open': {
    behaviour:
      'Without the `keys` option the webhook asks for no key, in cloud form neither; on Azure it does unless host.json opens it.',
    source: 'design of the local host',
    sure: 'unverified',
    state: 'differs on purpose',
  },
  'host.webhook-level': {
    behaviour:
      '`extensions.mcp.system.webhookAuthorizationLevel` in host.json decides whether the webhook asks for a key: `System`, the default, does; `Anonymous` does not.',
    source:
      'Azure/azure-functions-host#11383; Azure-Samples/remote-mcp-functions-typescript#57; 4.1037 does not know it yet',
    sure: 'read',
    state: 'same',
  },
  'host.webhook-level-setting': {
    behaviour:
      'Only host.json has that level: an app setting `AzureFunctionsJobHost__extensions__mcp__system__webhookAuthorizationLevel` is without effect.',
    source: 'a live test by a third party',
    sure: 'read',
    state: 'same',
  },
  'host.webhook-verbs': {
    behaviour: 'Verbs that a webhook does not take are 404, before any key is asked for.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.unknown-verb': {
    behaviour:
      'A verb that HTTP does not know is 404 and ends the connection, as Node.js cannot read on; the Functions host keeps it.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'differs on purpose',
  },
  'host.http-triggers': {
    behaviour:
      'A function with an HTTP trigger answers on its route below the prefix; what no function takes is an empty 404.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.http-request': {
    behaviour:
      'The handler gets method, URL rebuilt from Host, decoded parameters, joined query and headers, and the body; X-Forwarded-* change nothing.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.http-chunked-body': {
    behaviour: 'A body that is sent in chunks, without a length, reaches no handler.',
    source: 'Azure/azure-functions-host GrpcMessageConversionExtensions.cs',
    sure: 'read',
    state: 'same',
  },
  'host.http-metadata': {
    behaviour:
      'The trigger metadata has the members of a JSON body, the query, the route parameters, Query and Headers.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.http-answers': {
    behaviour:
      'What a handler returns becomes status, headers, cookies and body; nothing is 204, a failure an empty 500.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.http-stream': {
    behaviour:
      'With enableHttpStream requests and answers stream, between the client and the HTTP server of the worker.',
    source: 'Azure/azure-functions-host DefaultHttpProxyService.cs',
    sure: 'read',
    state: 'same',
  },
  'host.http-stream-failure': {
    behaviour:
      'With enableHttpStream a handler that throws is an empty 500 at once; the library answers nothing then, and the Functions host waits for 240 s.',
    source: '@azure/functions 4.16.5 httpProxy.ts, Azure/azure-functions-host GrpcWorkerChannel.cs',
    sure: 'read',
    state: 'differs on purpose',
  },
  'host.function-keys': {
    behaviour:
      'A function asks for a key of its level: its own or the host key for `function`, the master key for `admin`; any other is 401 without a challenge.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.admin-api': {
    behaviour:
      'The admin API takes the master key alone, and tells of status, options, processes and functions.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.admin-keys': {
    behaviour:
      'The admin API lists, makes, changes and deletes the keys of host, extensions and functions.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.admin-fallback': {
    behaviour:
      "A path below /admin that the admin API does not have is the functions', and mostly 404.",
    source: 'Azure/azure-functions-host WebJobsApplicationBuilderExtension.cs',
    sure: 'read',
    state: 'same',
  },
  'host.admin-rest': {
    behaviour:
      'The admin API also drains, resumes, logs, sets the state and serves the files of the app.',
    source:
      'Azure/azure-functions-host Controllers/HostController.cs, VirtualFileSystemMiddleware.cs',
    sure: 'read',
    state: 'not emulated',
  },
  'host.extension-bundle': {
    behaviour:
      'An app whose host.json lets in no extension bundle with its MCP triggers does not start, and is told so; the Functions host puts those functions in error.',
    source: 'Azure/azure-functions-extension-bundles, Azure/azure-functions-mcp-extension tags',
    sure: 'read',
    state: 'differs on purpose',
  },
  'host.extension-bundle-status': {
    behaviour: 'The status names the extension bundle that was loaded; the local host loads none.',
    source: 'Azure/azure-functions-host HostController.cs',
    sure: 'read',
    state: 'not emulated',
  },
  'host.processes': {
    behaviour: 'The processes of a host are those of Node.js, where the real one is of .NET.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'differs on purpose',
  },
  'host.home-page': {
    behaviour:
      'Any verb on / that no function takes gets a home page, with the title of the real one and a list of the functions in the place of its text.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'differs on purpose',
  },
  'host.home-page-off': {
    behaviour: 'AzureWebJobsDisableHomepage=true makes it an empty 204.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
  'host.offline': {
    behaviour: 'While the app has a file app_offline.htm every request gets it, with 503.',
    source: 'Azure/azure-functions-host HttpContextExtensions.cs',
    sure: 'read',
    state: 'same',
  },
  'host.start-patience': {
    behaviour: 'A request waits 30 s for a host that starts, then it is 503.',
    source: 'Azure/azure-functions-host HostAvailabilityCheckMiddleware.cs',
    sure: 'read',
    state: 'same',
  },
  'host.start-log': {
    behaviour:
      'The start log has the lines of the real one in its order, dumps of options left out.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'same',
  },
} as const satisfies Record<string, Fact>;
