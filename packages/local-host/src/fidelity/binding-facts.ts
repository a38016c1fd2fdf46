import type { Fact } from './fact.ts';

const ran = 'Microsoft.Azure.WebJobs 3.0.48, run with such expressions on .NET 10';
const blobs = 'Azure/azure-sdk-for-net Microsoft.Azure.WebJobs.Extensions.Storage.Blobs';

/** What the local host does of input and output bindings. */
export const bindingFacts = {
  'binding.expressions': {
    behaviour:
      'An expression in braces names data of the trigger, in any letter case, and members of its JSON, also in any; the arguments in mcptoolargs and mcppromptargs only as they are written.',
    source: ran,
    sure: 'recorded',
    state: 'same',
  },
  'binding.expression-values': {
    behaviour:
      'Texts are put in as they are, numbers and booleans as .NET writes them; null, objects and lists are nothing.',
    source: ran,
    sure: 'recorded',
    state: 'same',
  },
  'binding.expression-missing': {
    behaviour:
      'An expression without a value, such as that of an argument that was not given, fails the call before the function runs.',
    source: ran,
    sure: 'recorded',
    state: 'same',
  },
  'binding.system-values': {
    behaviour:
      '{rand-guid}, {datetime} and {sys.methodname}, {sys.randguid}, {sys.utcnow} give what they say, with the formats of .NET; data of the trigger with such a name comes first.',
    source: ran,
    sure: 'recorded',
    state: 'same',
  },
  'binding.settings': {
    behaviour:
      '%NAME% in a path or a connection is an app setting, in the letter case of its name; one that is not set fails every call, and the function is not in error.',
    source:
      'Microsoft.Azure.WebJobs 3.0.48 and Azure/azure-functions-host ScriptEnvironmentVariablesConfigurationSource.cs',
    sure: 'read',
    state: 'same',
  },
  'binding.doomed-path': {
    behaviour:
      'A blob path with which every call will fail is told in the log at the start; the Functions host tells it with the first call.',
    source: 'Azure/azure-webjobs-sdk AttributeCloner.cs',
    sure: 'read',
    state: 'differs on purpose',
  },
  'binding.in-error': {
    behaviour:
      'A binding without a path, or with a direction or a name that is none, puts its function in error.',
    source: 'Azure/azure-webjobs-sdk JobHostMetadataProvider.cs, Azure/azure-functions-host',
    sure: 'read',
    state: 'same',
  },
  'binding.blob-path': {
    behaviour:
      'A path is container/name or the URL of a blob, and is checked by the rules for such names once its expressions are resolved.',
    source: `${blobs} BlobPath.cs, BlobNameValidationAttribute.cs`,
    sure: 'read',
    state: 'same',
  },
  'binding.dot-segments': {
    behaviour:
      'A blob name with . or .. between its slashes fails the call; on Azure the URL of the blob folds it away, so that an argument may lead into another container.',
    source: 'how System.Uri resolves such a URL; not tried on Azure',
    sure: 'unverified',
    state: 'differs on purpose',
  },
  'binding.blob-input': {
    behaviour:
      'A blob is read as text, without its byte order mark, or as bytes with dataType binary; without the blob or its container there is no value, nor is there with dataType stream.',
    source: 'Azure/azure-functions-host FunctionBinding.cs',
    sure: 'read',
    state: 'same',
  },
  'binding.blob-output': {
    behaviour:
      'Texts are stored in UTF-8, objects as compact JSON and bytes as they are, but a number or a boolean as its bytes in memory; without a value nothing is stored.',
    source: 'Azure/azure-functions-host FunctionBinding.cs',
    sure: 'read',
    state: 'same',
  },
  'binding.output-container': {
    behaviour: 'The container of an output is made where it is missing.',
    source: `${blobs} BlobsExtensionConfigProvider.cs`,
    sure: 'read',
    state: 'same',
  },
  'binding.output-failure': {
    behaviour: 'A call fails whose outputs cannot be stored, although the function has run.',
    source: 'Azure/azure-functions-host WorkerFunctionInvoker.cs',
    sure: 'read',
    state: 'same',
  },
  'binding.returned-outputs': {
    behaviour:
      'A $return binding stores what the function returns; without one, the members of an object that it returns are values of the outputs with these names.',
    source: 'Azure/azure-functions-host WorkerFunctionInvoker.cs',
    sure: 'read',
    state: 'same',
  },
  'binding.connections': {
    behaviour:
      'A connection is looked up with AzureWebJobs in front, then as it is, each first among the connection strings.',
    source: 'Azure/azure-webjobs-sdk IConfigurationExtensions.cs',
    sure: 'read',
    state: 'same',
  },
  'binding.blob-stores': {
    behaviour:
      'Where a connection is not set, or asks for Azurite and none answers, blobs are kept in the folder .local-host/blobs of the app; on Azure the call would fail.',
    source: `${blobs} StorageClientProvider.cs`,
    sure: 'read',
    state: 'differs on purpose',
  },
  'binding.storage-errors': {
    behaviour: 'Errors of a storage account are told in words of its own, which say what to do.',
    source: blobs,
    sure: 'read',
    state: 'differs on purpose',
  },
  'binding.identity': {
    behaviour:
      'A connection may be an endpoint and an identity (X__blobServiceUri); with the local host its functions are in error.',
    source: `${blobs} BlobServiceClientProvider.cs`,
    sure: 'read',
    state: 'not emulated',
  },
  'binding.storage-clients': {
    behaviour:
      'A blob input may be a client of the storage library; with the local host its function is in error.',
    source: 'Azure/azure-functions-nodejs-extensions',
    sure: 'unverified',
    state: 'not emulated',
  },
  'binding.other-types': {
    behaviour:
      'There are bindings for queues, tables, events, databases and more; with the local host their functions are in error.',
    source: 'Azure/azure-functions-host',
    sure: 'read',
    state: 'not emulated',
  },
} as const satisfies Record<string, Fact>;
