import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AlertProperties,
  alertsAnswer,
  forecastAnswer,
  officeAt,
  pointAnswer,
  problemAnswer,
} from './nws-answers.ts';

/** How to answer one request other than truly. */
export interface NwsStep {
  /** A problem of this status. */
  readonly status?: number;
  /** The last part of the problem's type. @default 'UnexpectedProblem' */
  readonly problem?: string;
  /** Sent besides, or in place of, the usual headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where to send the client instead. */
  readonly redirect?: string;
  /** A body instead of the true one. */
  readonly body?: string;
  /** So many bytes of JSON instead of the true body. */
  readonly size?: number;
  /** Milliseconds to wait before the answer; Infinity never answers. */
  readonly delay?: number;
  /** Closes the connection instead of answering. */
  readonly drop?: boolean;
}

export interface NwsServerOptions {
  /** The time for which forecasts are made up. @default the current time */
  readonly now?: () => Date;
  /** The active alerts everywhere: each has the members that matter. @default none */
  readonly alerts?: readonly AlertProperties[];
  /** How to answer the first requests, one step each; `{}` answers truly, as do all that follow. */
  readonly steps?: readonly NwsStep[];
  /** @default as the service: a day for points, minutes for the others */
  readonly cacheControl?: string;
}

export interface NwsServer {
  readonly url: string;
  /** What has been asked, in order. */
  readonly requests: readonly { readonly path: string; readonly userAgent: string | undefined }[];
  /** Adds steps for the next requests. */
  next(...steps: NwsStep[]): void;
  close(): Promise<void>;
}

/** Serves points, forecasts and alerts on loopback, in the shapes and with the manners of api.weather.gov. */
export async function startNwsServer(options: NwsServerOptions = {}): Promise<NwsServer> {
  const requests: { path: string; userAgent: string | undefined }[] = [];
  const steps = [...(options.steps ?? [])];
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', userAgent: request.headers['user-agent'] });
    const step = steps.shift() ?? {};
    if (step.drop) return void request.socket.destroy();
    const send = () => answer(request, response, step, options);
    if (!step.delay) return send();
    if (step.delay === Infinity) return;
    const timer = setTimeout(send, step.delay);
    response.once('close', () => clearTimeout(timer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    next: (...more) => void steps.push(...more),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  step: NwsStep,
  options: NwsServerOptions,
): void {
  const { status, headers, body } = scripted(step) ?? truth(request, options);
  response.writeHead(status, { ...headers, ...step.headers });
  response.end(step.body ?? (step.size ? JSON.stringify('x'.repeat(step.size - 2)) : body));
}

function scripted({ status, problem, redirect }: NwsStep): Answer | undefined {
  if (redirect !== undefined) return redirection(redirect);
  return status === undefined
    ? undefined
    : refusal(status, problem ?? 'UnexpectedProblem', 'An unexpected problem has occurred.');
}

function truth(request: IncomingMessage, options: NwsServerOptions): Answer {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const now = options.now?.() ?? new Date();
  if (!request.headers['user-agent']) return refusal(403, 'Forbidden', 'Name yourself.');

  const ok = (body: object, maxAge: number): Answer => ({
    status: 200,
    headers: {
      'content-type': 'application/geo+json',
      'cache-control': options.cacheControl ?? `public, max-age=${maxAge}, s-maxage=3600`,
    },
    body: JSON.stringify(body),
  });

  const unknown = [...searchParams.keys()].find(
    (name) => pathname !== '/alerts/active' || !['status', 'point'].includes(name),
  );
  if (unknown) return refusal(400, 'BadRequest', `Query parameter "${unknown}" is not recognized`);

  const point = /^\/points\/(-?[\d.]+),(-?[\d.]+)$/.exec(pathname);
  if (point) {
    const [latitude, longitude] = [Number(point[1]), Number(point[2])];
    const exact = `${Number(latitude.toFixed(4))},${Number(longitude.toFixed(4))}`;
    if (pathname !== `/points/${exact}`) return redirection(`/points/${exact}`);
    const office = officeAt(latitude, longitude);
    return office
      ? ok(pointAnswer(latitude, longitude, office), 86_400)
      : refusal(404, 'InvalidPoint', `Unable to provide data for requested point ${exact}`);
  }

  const grid = /^\/gridpoints\/([A-Z]{3})\/\d+,\d+\/forecast$/.exec(pathname);
  if (grid) return ok(forecastAnswer(grid[1]!, now), 300);

  if (pathname === '/alerts/active') {
    const [latitude = NaN, longitude = NaN] = (searchParams.get('point') ?? '')
      .split(',')
      .map(Number);
    const office = officeAt(latitude, longitude);
    return office
      ? ok(alertsAnswer(options.alerts ?? [], office, now), 30)
      : refusal(400, 'InvalidParameter', 'Parameter "point" is invalid: out of bounds');
  }
  return refusal(404, 'NotFound', `'${pathname}' is not a valid resource path`);
}

function redirection(location: string): Answer {
  const { headers, ...rest } = refusal(301, 'AdjustPointPrecision', 'Four decimal digits at most.');
  return { ...rest, headers: { ...headers, location } };
}

function refusal(status: number, type: string, detail: string): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify(problemAnswer(status, type, detail)),
  };
}
