/*
 * What the host and the worker say to each other: the messages of FunctionRpc.proto, with its names and its enum
 * names, as plain objects. They travel over the IPC channel of a forked process with `serialization: 'advanced'`,
 * so bytes are bytes, NaN is NaN, and an integer beyond 2^53 may be a bigint.
 * @see Azure/azure-functions-language-worker-protobuf:src/proto/FunctionRpc.proto
 */

/** A value, in the one member that names its kind; without a member it has no kind, and is `undefined`. */
export interface TypedData {
  string?: string;
  json?: string;
  bytes?: Uint8Array;
  stream?: Uint8Array;
  http?: RpcHttp;
  int?: number | bigint;
  double?: number;
  collectionBytes?: { bytes?: Uint8Array[] };
  collectionString?: { string?: string[] };
  collectionDouble?: { double?: number[] };
  collectionSint64?: { sint64?: (number | bigint)[] };
  modelBindingData?: ModelBindingData;
  collectionModelBindingData?: { modelBindingData?: ModelBindingData[] };
}

export interface ModelBindingData {
  version?: string;
  source?: string;
  contentType?: string;
  content?: Uint8Array;
}

interface Nullable<T> {
  value?: T;
}

/** An HTTP request (method, url, maps, body) or an HTTP response (statusCode, headers, cookies, body). */
export interface RpcHttp {
  method?: string;
  url?: string;
  statusCode?: string;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  query?: Record<string, string>;
  nullableHeaders?: Record<string, Nullable<string>>;
  nullableParams?: Record<string, Nullable<string>>;
  nullableQuery?: Record<string, Nullable<string>>;
  body?: TypedData;
  rawBody?: TypedData;
  cookies?: RpcHttpCookie[];
  identities?: unknown[];
  enableContentNegotiation?: boolean;
}

export interface RpcHttpCookie {
  name?: string;
  value?: string;
  domain?: Nullable<string>;
  path?: Nullable<string>;
  expires?: Nullable<{ seconds?: number; nanos?: number }>;
  secure?: Nullable<boolean>;
  httpOnly?: Nullable<boolean>;
  sameSite?: 'None' | 'Lax' | 'Strict' | 'ExplicitNone';
  maxAge?: Nullable<number>;
}

export interface ParameterBinding {
  name: string;
  data?: TypedData;
}

export interface RpcException {
  message?: string;
  stackTrace?: string;
  source?: string;
}

export interface StatusResult {
  status: 'Failure' | 'Success' | 'Cancelled';
  exception?: RpcException;
}

export type RpcLogLevel =
  | 'Trace'
  | 'Debug'
  | 'Information'
  | 'Warning'
  | 'Error'
  | 'Critical'
  | 'None';

export interface RpcLog {
  level: RpcLogLevel;
  logCategory: 'User' | 'System' | 'CustomMetric';
  message: string;
  /** `<function>.Invocation`, where the log belongs to an invocation. */
  category?: string;
  invocationId?: string;
}

export interface WorkerInitRequest {
  hostVersion: string;
  capabilities?: Record<string, string>;
  /** The app's folder; without one the worker waits for `functionEnvironmentReloadRequest`. */
  functionAppDirectory?: string;
  workerDirectory?: string;
}

export interface WorkerMetadata {
  runtimeName: string;
  runtimeVersion: string;
  workerVersion: string;
  workerBitness: string;
  /** `modelName` and `modelVersion`: the library that registered functions. */
  customProperties: Record<string, string>;
}

export interface WorkerInitResponse {
  workerMetadata: WorkerMetadata;
  /** Absent when the start failed. */
  capabilities?: Record<string, string>;
  result: StatusResult;
  /** Not in FunctionRpc.proto: what the real worker only prints. Absent when no app was loaded. */
  loading?: LoadReport;
}

/** How the loading of an app went. */
export interface LoadReport {
  /** `main` of package.json, where it is a text. */
  main?: string;
  /** Why package.json could not be used. */
  packageJsonProblem?: string;
  /** What kept an entry point from loading; nothing after it was loaded. */
  error?: { message: string; stack?: string; code?: string };
  /** Whether anything loaded `@azure/functions` or asked for its core module. */
  libraryLoaded: boolean;
}

export interface FunctionsMetadataRequest {
  functionAppDirectory: string;
}

export interface FunctionMetadataResponse {
  /** True when the app registered nothing; the Functions host then looks for function.json files. */
  useDefaultMetadataIndexing: boolean;
  functionMetadataResults?: FunctionMetadata[];
  result: StatusResult;
}

/** A function as the app registered it. */
export interface FunctionMetadata {
  name: string;
  functionId: string;
  /** The file's name, or `unknown` where the function was not registered while an entry point was loaded. */
  scriptFile: string;
  directory?: string;
  bindings: Record<string, BindingInfo>;
  /** The bindings whole, each the JSON text that the Functions host reads. */
  rawBindings: string[];
  retryOptions?: RetryOptions;
}

export interface BindingInfo {
  type: string;
  direction?: 'in' | 'out' | 'inout';
  dataType?: 'undefined' | 'string' | 'binary' | 'stream';
  properties?: Record<string, string>;
}

export interface Duration {
  seconds?: number;
  nanos?: number;
}

export interface RetryOptions {
  maxRetryCount?: number;
  delayInterval?: Duration;
  minimumInterval?: Duration;
  maximumInterval?: Duration;
  retryStrategy?: 'exponential_backoff' | 'fixed_delay';
}

export interface FunctionLoadRequest {
  functionId: string;
  metadata?: Partial<FunctionMetadata>;
}

export interface FunctionLoadResponse {
  functionId: string;
  result: StatusResult;
}

export interface InvocationRequest {
  invocationId: string;
  functionId: string;
  /** The trigger's data and that of the input bindings, each under its binding's name. */
  inputData?: ParameterBinding[];
  triggerMetadata?: Record<string, TypedData>;
  traceContext?: {
    traceParent?: string;
    traceState?: string;
    attributes?: Record<string, string>;
  };
  retryContext?: { retryCount?: number; maxRetryCount?: number; exception?: RpcException };
}

export interface InvocationResponse {
  invocationId: string;
  outputData?: ParameterBinding[];
  returnValue?: TypedData;
  result: StatusResult;
}

export interface FunctionEnvironmentReloadRequest {
  environmentVariables?: Record<string, string>;
  functionAppDirectory?: string;
}

export interface FunctionEnvironmentReloadResponse {
  workerMetadata: WorkerMetadata;
  capabilities?: Record<string, string>;
  capabilitiesUpdateStrategy?: 'merge' | 'replace';
  result: StatusResult;
}

/** What the host may send, by the member that holds it. */
export interface HostContent {
  workerInitRequest: WorkerInitRequest;
  functionsMetadataRequest: FunctionsMetadataRequest;
  functionLoadRequest: FunctionLoadRequest;
  invocationRequest: InvocationRequest;
  functionEnvironmentReloadRequest: FunctionEnvironmentReloadRequest;
  workerStatusRequest: object;
  workerTerminate: { gracePeriod?: Duration };
  /** The Node.js worker ignores these two. */
  invocationCancel: { invocationId: string; gracePeriod?: Duration };
  fileChangeEventRequest: { type?: string; fullPath?: string; name?: string };
}

/** What the worker may send, by the member that holds it. */
export interface WorkerContent {
  workerInitResponse: WorkerInitResponse;
  functionMetadataResponse: FunctionMetadataResponse;
  functionLoadResponse: FunctionLoadResponse;
  invocationResponse: InvocationResponse;
  functionEnvironmentReloadResponse: FunctionEnvironmentReloadResponse;
  workerStatusResponse: object;
  rpcLog: RpcLog;
}

/** The requests that are answered, each with the member that holds its answer. */
export const answers = {
  workerInitRequest: 'workerInitResponse',
  functionsMetadataRequest: 'functionMetadataResponse',
  functionLoadRequest: 'functionLoadResponse',
  invocationRequest: 'invocationResponse',
  functionEnvironmentReloadRequest: 'functionEnvironmentReloadResponse',
  workerStatusRequest: 'workerStatusResponse',
} as const;

export type RequestName = keyof typeof answers;
export type AnswerTo<Name extends RequestName> = WorkerContent[(typeof answers)[Name]];

/** One message: exactly one member of its content, and the id of the request that it is or answers. */
export type HostMessage = { requestId?: string } & Partial<HostContent>;
export type WorkerMessage = { requestId?: string } & Partial<WorkerContent>;

/** The debug log that precedes the loading of each file, from which the host learns which one hangs. */
export const loadingEntryPoint = (file: string) => `Loading entry point file "${file}"`;

/** The file of a `loadingEntryPoint` log; undefined for any other message. */
export function entryPointOf(message: string): string | undefined {
  return /^Loading entry point file "(.*)"$/.exec(message)?.[1];
}
