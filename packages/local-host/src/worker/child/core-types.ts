/*
 * `@azure/functions-core` as far as the worker provides it. The package exists at run time only.
 * @see Azure/azure-functions-nodejs-worker:types-core/index.d.ts
 */

export type LogLevel =
  | 'trace'
  | 'debug'
  | 'information'
  | 'warning'
  | 'error'
  | 'critical'
  | 'none';
export type LogCategory = 'user' | 'system' | 'customMetric';
export type HookData = Record<string, unknown>;
// What an app registers may take and return anything.
export type FunctionCallback = (...args: unknown[]) => unknown;
export type HookCallback = (context: object) => unknown;

export interface Binding {
  type: string;
  direction?: string;
  dataType?: string;
  properties?: Record<string, string>;
  [option: string]: unknown;
}

export interface CoreRetryOptions {
  maxRetryCount?: number;
  delayInterval?: { seconds?: number };
  minimumInterval?: { seconds?: number };
  maximumInterval?: { seconds?: number };
  retryStrategy?: string;
}

/** What `registerFunction` is given. */
export interface CoreFunctionMetadata {
  name: string;
  functionId?: string;
  bindings: Record<string, Binding>;
  retryOptions?: CoreRetryOptions;
}

/** A value as the library gives it back: as in the protocol, with the library's own enum names. */
export interface CoreTypedData {
  int?: number;
  http?: CoreHttp;
  [kind: string]: unknown;
}

export interface CoreHttp {
  cookies?: { sameSite?: string; [attribute: string]: unknown }[];
  body?: CoreTypedData;
  [member: string]: unknown;
}

export interface CoreInvocationResponse {
  returnValue?: CoreTypedData | null;
  outputData?: { name: string; data: CoreTypedData }[];
}

export interface CoreInvocationContext {
  readonly invocationId: string;
  readonly request: object;
  readonly metadata: object;
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks' | undefined;
  log(level: LogLevel, category: LogCategory, message: string): void;
}

export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<CoreInvocationResponse>;
}

export interface ProgrammingModel {
  name: string;
  version: string;
  getInvocationModel(context: CoreInvocationContext): InvocationModel | Promise<InvocationModel>;
  getCapabilities?(
    defaults: Record<string, string>,
  ): Record<string, string> | Promise<Record<string, string>>;
}
