import type { FactId } from '@side-by-side/local-host/fidelity';

/**
 * A key of the app: one that is none, the one that opens the MCP endpoint, one of another level, or the master key.
 * That of the extension server is the system key `mcp_extension`, of the other level the host key `default`;
 * for the self-hosted server it is the other way round.
 */
export type KeyKind = 'wrong' | 'own' | 'other-level' | 'master';

/** What a bearer token is, and what Easy Auth has to say of it. */
export interface Token {
  readonly id: TokenId;
  /** 200 lets it pass. */
  readonly verdict: 200 | 401 | 403;
  readonly because: readonly FactId[];
  /** Who it is for, where it passes. */
  readonly caller?: Caller;
}

export type TokenId =
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-audience'
  | 'wrong-issuer'
  | 'unsigned'
  | 'public-key-as-secret'
  | 'unknown-key'
  | 'tampered'
  | 'wrong-tenant'
  | 'disallowed-client'
  | 'right'
  | 'of-an-app';

/** Who calls a tool, as the server is told. */
export type Caller = 'ada' | 'an app' | 'nobody';

/** What a caller sends to be let in. */
export interface Credential {
  readonly title: string;
  readonly key?: KeyKind;
  /** Where the key is. @default the header x-functions-key */
  readonly keyIn?: 'query';
  readonly token?: Token;
  /** Whether it also sends the headers in which the platform tells apps who calls, for somebody else. */
  readonly spoofs?: true;
}

function refused(id: TokenId, verdict: 401 | 403, ...because: FactId[]): Token {
  return { id, verdict, because: verdict === 401 ? ['easy-auth.token', ...because] : because };
}

const right: Token = {
  id: 'right',
  verdict: 200,
  because: ['easy-auth.algorithm', 'easy-auth.audiences', 'easy-auth.tenants', 'easy-auth.policy'],
  caller: 'ada',
};

const expired = refused('expired', 401, 'easy-auth.times');

export const credentials: readonly Credential[] = [
  { title: 'nothing' },
  { title: 'a wrong key', key: 'wrong' },
  { title: 'the right key', key: 'own' },
  { title: 'the right key as `?code=`', key: 'own', keyIn: 'query' },
  { title: 'a key of another level', key: 'other-level' },
  { title: 'the master key', key: 'master' },
  { title: 'an expired token', token: expired },
  {
    title: 'a token that is not valid yet',
    token: refused('not-yet-valid', 401, 'easy-auth.times'),
  },
  {
    title: 'a token for another audience',
    token: refused('wrong-audience', 401, 'easy-auth.audiences'),
  },
  {
    title: 'a token of another issuer',
    token: refused('wrong-issuer', 401, 'easy-auth.issuer'),
  },
  {
    title: 'an unsigned token (`alg: none`)',
    token: refused('unsigned', 401, 'easy-auth.algorithm'),
  },
  {
    title: 'a token signed with the public key as a shared secret',
    token: refused('public-key-as-secret', 401, 'easy-auth.algorithm'),
  },
  {
    title: 'a token signed with an unknown key',
    token: refused('unknown-key', 401, 'easy-auth.algorithm'),
  },
  {
    title: 'a token that was tampered with',
    token: refused('tampered', 401, 'easy-auth.algorithm'),
  },
  {
    title: 'a token of another tenant',
    token: refused('wrong-tenant', 403, 'easy-auth.tenants'),
  },
  {
    title: 'a token for a client that is not allowed',
    token: refused('disallowed-client', 403, 'easy-auth.policy'),
  },
  { title: 'the right token', token: right },
  {
    title: 'the right token of an app',
    token: { ...right, id: 'of-an-app', caller: 'an app' },
  },
  { title: 'a claimed identity', spoofs: true },
  { title: 'a claimed identity + the right key', spoofs: true, key: 'own' },
  { title: 'a claimed identity + the right token', spoofs: true, token: right },
  { title: 'an expired token + the right key', token: expired, key: 'own' },
  { title: 'the right token + a wrong key', token: right, key: 'wrong' },
  { title: 'the right token + a key of another level', token: right, key: 'other-level' },
  { title: 'the right token + the right key', token: right, key: 'own' },
  { title: 'the right token + the master key', token: right, key: 'master' },
];
