import type {
  InvocationResponse,
  ParameterBinding,
  RpcException,
  RpcHttp,
  TypedData,
} from '../protocol.ts';
import type { CoreHttp, CoreInvocationResponse, CoreTypedData } from './core-types.ts';
import { enumName } from './enums.ts';
import { type MaybeSystemError, SystemError } from './errors.ts';

const sameSites = {
  none: 'None',
  lax: 'Lax',
  strict: 'Strict',
  explicitNone: 'ExplicitNone',
} as const;
const largest = 2n ** 63n - 1n;
const smallest = -(2n ** 63n);

/** What the library answers, in the protocol's form. A member without a value does not exist there. */
export function encodeInvocation(
  core: CoreInvocationResponse,
): Pick<InvocationResponse, 'returnValue' | 'outputData'> {
  const { returnValue, outputData } = core;
  return {
    ...(returnValue && { returnValue: encodeTypedData(returnValue) }),
    ...(outputData && outputData.length > 0 && { outputData: outputData.map(encodeOutput) }),
  };
}

function encodeOutput({ name, data }: { name: string; data: CoreTypedData }): ParameterBinding {
  return { name, data: encodeTypedData(data) };
}

/** The library gives a function or a symbol as `{ json: undefined }`, which becomes data without a kind. */
function encodeTypedData(data: CoreTypedData): TypedData {
  const { int, http, ...others } = data;
  if (int !== undefined) return { int: clampInt64(int) };
  if (http) return { http: encodeHttp(http) };
  return withoutNulls(others);
}

/**
 * An integer in the range of a sint64: beyond it the nearest end, a bigint. `-0` becomes `0`.
 * @see fixtures/node-worker/recordings.json, `plain return tooBig`
 */
export function clampInt64(int: number): number | bigint {
  const integer = BigInt(int);
  if (integer > largest) return largest;
  return integer < smallest ? smallest : int + 0;
}

function encodeHttp({ body, cookies, ...http }: CoreHttp): RpcHttp {
  return {
    ...withoutNulls(http),
    ...(body && { body: encodeTypedData(body) }),
    ...(cookies && {
      cookies: cookies.map(({ sameSite, ...cookie }) => {
        const name = enumName(sameSites, sameSite, 'CoreRpcHttpCookieSameSite');
        return { ...withoutNulls(cookie), ...(name && { sameSite: name }) };
      }),
    }),
  };
}

function withoutNulls(object: object): object {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && value !== null),
  );
}

/**
 * A failure in the protocol's form. It throws when the message is no text, which no message can carry:
 * the real worker's check of what it sends then ends the process.
 */
export function encodeException(error: MaybeSystemError): RpcException {
  const message: unknown = error.message;
  const stackTrace: unknown = error.stack;
  if (typeof message !== 'string') {
    throw new SystemError('invocationResponse.result.exception.message: string expected');
  }
  return { message, ...(typeof stackTrace === 'string' && { stackTrace }) };
}
