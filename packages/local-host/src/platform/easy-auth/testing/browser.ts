import type { RawResponse } from '../../../testing/raw-http.ts';
import type { TestFront } from './front.ts';

/** A browser at its simplest: it keeps cookies, and can sign in. */
export interface TestBrowser {
  /** By their names on Azure, which the local host ends in its port. */
  readonly cookies: Map<string, string>;
  go(path: string, headers?: Record<string, string>, method?: string): Promise<RawResponse>;
  /** Follows a redirect to the identity provider up to the answer of the callback. */
  follow(begun: RawResponse): Promise<RawResponse>;
  /** Follows a sign-in up to the answer of the callback. */
  signIn(query?: string): Promise<RawResponse>;
}

export function browserFor(front: TestFront): TestBrowser {
  const cookies = new Map<string, string>();
  async function go(path: string, headers: Record<string, string> = {}, method = 'GET') {
    const cookie = [...cookies].map(([name, value]) => `${name}_${front.port}=${value}`).join('; ');
    const answer = await front.send(path, { ...(cookie && { cookie }), ...headers }, method);
    for (const set of (answer.headers['set-cookie'] ?? '').split(/, (?=\w+=)/).filter(Boolean)) {
      const [, name, value] = new RegExp(`^(\\w+)_${front.port}=([^;]*)`).exec(set)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    return answer;
  }
  async function follow({ headers }: RawResponse) {
    const atProvider = await fetch(headers['location']!, { redirect: 'manual' });
    const back = new URL(atProvider.headers.get('location')!);
    return go(back.pathname + back.search);
  }
  return {
    cookies,
    go,
    follow,
    signIn: async (query = '') => follow(await go(`/.auth/login/aad${query}`)),
  };
}
