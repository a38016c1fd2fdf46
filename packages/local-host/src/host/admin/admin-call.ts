import type { IncomingMessage } from 'node:http';
import { pathOf } from '../../http.ts';
import type { AdministeredHost } from './administered-host.ts';

/** A request that the admin API answers. */
export interface AdminCall {
  readonly host: AdministeredHost;
  readonly request: IncomingMessage;
  /** The parameters of the address, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown;
}

/** Its answer: JSON, a text, or nothing but a status. */
export interface AdminAnswer {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One address of the admin API. */
export interface AdminRoute {
  readonly methods: readonly string[];
  /** Of the path, without letter case; its groups are the address's parameters. */
  readonly path: RegExp;
  /** It asks for no key. */
  readonly isOpen?: true;
  readonly answer: (call: AdminCall) => AdminAnswer | Promise<AdminAnswer>;
}

export function ok(json: unknown, status = 200): AdminAnswer {
  return { status, json };
}

export function empty(status: number): AdminAnswer {
  return { status };
}

/** Where the host answers, as its functions are told: without a slash at the end. */
export function baseUrl({ env }: AdministeredHost, request: IncomingMessage): string {
  const { WEBSITE_HOSTNAME: name } = env;
  return name ? `https://${name}` : `http://${request.headers.host ?? ''}`;
}

/** The address that a request asked for, without its query. */
export function addressOf(request: IncomingMessage): string {
  return `http://${request.headers.host ?? ''}${pathOf(request)}`;
}

/** A model with a link to where it was got. */
export function withLink(model: object, request: IncomingMessage): object {
  return { ...model, links: [{ rel: 'self', href: addressOf(request) }] };
}
