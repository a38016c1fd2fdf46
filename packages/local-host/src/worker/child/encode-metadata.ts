import type { BindingInfo, FunctionMetadata, RetryOptions } from '../protocol.ts';
import type { Binding, CoreRetryOptions } from './core-types.ts';
import { enumName } from './enums.ts';

const directions = { in: 'in', out: 'out', inout: 'inout' } as const;
const dataTypes = {
  undefined: 'undefined',
  string: 'string',
  binary: 'binary',
  stream: 'stream',
} as const;
const retryStrategies = {
  exponentialBackoff: 'exponential_backoff',
  fixedDelay: 'fixed_delay',
} as const;

/** The bindings less what the protocol has no member for; `rawBindings` has them whole. */
export function encodeBindings(bindings: Record<string, Binding>): Record<string, BindingInfo> {
  return Object.fromEntries(
    Object.entries(bindings).map(([name, binding]) => [name, encodeBinding(binding)]),
  );
}

function encodeBinding({ type, direction, dataType, properties }: Binding): BindingInfo {
  return defined({
    type,
    direction: enumName(directions, direction, 'CoreRpcBindingDirection'),
    dataType: enumName(dataTypes, dataType, 'CoreRpcBindingDataType'),
    properties,
  });
}

/** The retry policy under the protocol's names; the library's own `strategy` is dropped. */
export function encodeRetryOptions(
  options: CoreRetryOptions | undefined,
): Pick<FunctionMetadata, 'retryOptions'> {
  if (!options) return {};
  const { maxRetryCount, delayInterval, minimumInterval, maximumInterval } = options;
  return {
    retryOptions: defined<RetryOptions>({
      maxRetryCount,
      delayInterval,
      minimumInterval,
      maximumInterval,
      retryStrategy: enumName(retryStrategies, options.retryStrategy, 'CoreRpcRetryStrategy'),
    }),
  };
}

/** The object without the members that are undefined. */
function defined<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
