import type { InvocationRequest, ParameterBinding, RpcHttp, TypedData } from '../protocol.ts';
import { Long } from './long.ts';

/**
 * An invocation as the library reads it: 64-bit integers as `Long`, and with the defaults that the real worker's
 * protobuf decoder fills in (empty texts, maps and lists), on which the library relies.
 * @see fixtures/node-worker/recordings.json, `context …`, `http query …`, `typed data …`
 */
export function decodeInvocation(request: InvocationRequest): object {
  const { traceContext, retryContext } = request;
  return {
    ...request,
    inputData: (request.inputData ?? []).map(decodeParameter),
    triggerMetadata: mapValues(request.triggerMetadata ?? {}, decodeTypedData),
    ...(traceContext && {
      traceContext: { traceParent: '', traceState: '', attributes: {}, ...traceContext },
    }),
    ...(retryContext && {
      retryContext: {
        retryCount: 0,
        maxRetryCount: 0,
        ...retryContext,
        ...(retryContext.exception && {
          exception: { message: '', source: '', stackTrace: '', ...retryContext.exception },
        }),
      },
    }),
  };
}

function decodeParameter({ name, data }: ParameterBinding): object {
  return { name, ...(data && { data: decodeTypedData(data) }) };
}

function decodeTypedData(data: TypedData): object {
  const { int, http, collectionSint64 } = data;
  if (int !== undefined) return { int: new Long(int) };
  if (http) return { http: decodeHttp(http) };
  if (data.collectionBytes) return { collectionBytes: { bytes: [], ...data.collectionBytes } };
  if (data.collectionString) return { collectionString: { string: [], ...data.collectionString } };
  if (data.collectionDouble) return { collectionDouble: { double: [], ...data.collectionDouble } };
  if (collectionSint64) {
    const sint64 = (collectionSint64.sint64 ?? []).map((integer) => new Long(integer));
    return { collectionSint64: { sint64 } };
  }
  return data;
}

function decodeHttp(http: RpcHttp): object {
  return {
    headers: {},
    params: {},
    query: {},
    nullableHeaders: {},
    nullableParams: {},
    nullableQuery: {},
    identities: [],
    cookies: [],
    ...http,
  };
}

function mapValues<In, Out>(map: Record<string, In>, convert: (value: In) => Out) {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, convert(value)]));
}
