import { messageOf } from '../../errors.ts';

/**
 * Why a sign-in or a refresh failed, for the log: what openid-client says, and the provider's error codes.
 * The provider's own description is left out but for the number in it: it may name the user.
 */
export function signInFailure(error: unknown): string {
  const { error: code, error_description: description } = error as Readonly<
    Record<'error' | 'error_description', unknown>
  >;
  const number = /\bAADSTS\d+\b/.exec(typeof description === 'string' ? description : '')?.[0];
  const isCode = typeof code === 'string' && /^\w{1,60}$/.test(code);
  const codes = [isCode ? code : undefined, number].filter(Boolean);
  return messageOf(error) + (codes.length > 0 ? ` (${codes.join(', ')})` : '');
}
