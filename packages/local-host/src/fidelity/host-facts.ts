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
      'A host in the error state tries again when it is restarted, which saving a file does; the Functions host also tries by itself, ever less often.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'differs on purpose',
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
    behaviour: 'Functions with an HTTP trigger.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'not emulated',
  },
  'host.keys': {
    behaviour: 'The key gates of HTTP routes.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'not emulated',
  },
  'host.admin-api': {
    behaviour: 'The admin API and the home page.',
    source: 'recordings of Functions host 4.1037',
    sure: 'recorded',
    state: 'not emulated',
  },
} as const satisfies Record<string, Fact>;
