import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathOf, rawPathOf, sendEmpty } from '../../http.ts';
import type { HostLog } from '../../log/log.ts';
import { routedPathOf } from '../../triggers/http/routing/request-path.ts';
import { readEasyAuthAppSettings } from './app-settings.ts';
import { serveAuthEndpoint } from './auth-endpoints.ts';
import type { AuthSettingsV2 } from './auth-settings.ts';
import { authenticate } from './authenticate.ts';
import { challengeFor } from './challenge.ts';
import { readEasyAuthConfig } from './easy-auth-config.ts';
import type { EasyAuthParts } from './easy-auth-parts.ts';
import { isExcluded } from './excluded-paths.ts';
import { addHeaders, stripIdentity } from './identity-headers.ts';
import { createIdentityProvider, ProviderUnavailableError } from './identity-provider.ts';
import { keyRefusalWarning } from './key-refusal.ts';
import { platformEnvironment } from './platform-environment.ts';
import { redirectTarget } from './redirect-target.ts';
import { originOf } from './request-place.ts';
import { serveResourceMetadata } from './resource-metadata.ts';
import { isBrowser } from './same-site.ts';
import { createSealedText } from './sealed-text.ts';
import { createSessions } from './sessions.ts';
import { sendToProvider } from './sign-in-endpoints.ts';
import { noteSignedIn } from './signed-in.ts';

/** App Service's built-in authentication in front of an app. */
export interface EasyAuthOptions {
  readonly settings: AuthSettingsV2;
}

/** What stands in front of an app, and lets only those through whom the settings allow. */
export interface EasyAuth {
  /** What the app finds in its environment beside its own settings. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the app's settings are known; before that no request may pass. */
  readonly isReady: boolean;
  /** Tells it the app's environment, which holds some of its settings. */
  useEnvironment(env: NodeJS.ProcessEnv): void;
  /**
   * Answers a request, or lets it go on with the headers that say who sends it.
   * @returns whether it has been answered
   */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

/**
 * Makes the front; undefined where the settings leave it off.
 * @throws HostError for settings that cannot be honoured
 * @see https://learn.microsoft.com/azure/app-service/overview-authentication-authorization
 */
export function createEasyAuth({ settings }: EasyAuthOptions, log: HostLog): EasyAuth | undefined {
  const config = readEasyAuthConfig(settings);
  if (!config) return undefined;
  const sealed = createSealedText();
  const lasting = {
    config,
    log,
    sealed,
    sessions: createSessions(config, sealed),
    provider: createIdentityProvider(config),
  };
  let parts: EasyAuthParts | undefined;
  return {
    environment: platformEnvironment(config),
    get isReady() {
      return parts !== undefined;
    },
    useEnvironment(env) {
      const appSettings = readEasyAuthAppSettings(env);
      parts = { ...lasting, env, appSettings };
      const lead = appSettings.scopes
        ? ''
        : ' WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES is not set, so that MCP clients are not told where to sign in.';
      const { issuer, clientId } = config;
      const message = `Built-in authentication is on: issuer ${issuer}, client ${clientId}.${lead}`;
      log.write('information', 'EasyAuth', message);
    },
    async handle(request, response) {
      if (!parts) throw new Error('Built-in authentication does not know the app yet.');
      stripIdentity(request);
      try {
        return await answer(parts, request, response);
      } catch (error) {
        if (!(error instanceof ProviderUnavailableError)) throw error;
        log.write('error', 'EasyAuth', error.message);
        response.setHeader('Server', 'Kestrel');
        sendEmpty(response, 503);
        return true;
      }
    },
  };
}

async function answer(
  parts: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { config, appSettings, log } = parts;
  response.setHeader('x-ms-middleware-request-id', randomUUID());
  response.setHeader('Server', 'Kestrel');
  if (serveResourceMetadata(config, appSettings, request, response)) return true;
  const path = routedPathOf(request).toLowerCase();
  if (await serveAuthEndpoint(parts, path, request, response)) return true;
  const found = await authenticate(parts, request);
  if (found.kind === 'refused') {
    refuse(parts, request, response, found.status, found.why);
    return true;
  }
  if (found.kind === 'known') {
    addHeaders(request, found.headers);
    noteSignedIn(request, (gate) => {
      const warning = keyRefusalWarning(gate);
      if (warning) log.write('warning', 'EasyAuth', warning);
    });
  } else if (config.action !== 'AllowAnonymous' && !isExcluded(request, config.excludedPaths)) {
    if (found.kind === 'doubtful') refuse(parts, request, response, 401, found.why);
    else await turnAway(parts, request, response);
    return true;
  } else if (found.kind === 'doubtful') {
    const message = `Took ${request.method} ${pathOf(request)} for one without a token: ${found.why}.`;
    log.write('information', 'EasyAuth', message);
  }
  response.removeHeader('Server');
  return false;
}

/** What happens to those who say nothing of themselves. */
async function turnAway(
  parts: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { action, externalRedirects } = parts.config;
  const why = 'it has neither a token nor a session';
  // Every sign-in begins so: no news.
  const level = 'debug';
  if (action === 'Return403') return refuse(parts, request, response, 403, why, level);
  if (action === 'Return404') return refuse(parts, request, response, 404, why, level);
  const isPage = request.method === 'GET' && isBrowser(request);
  if (action !== 'RedirectToLoginPage' || !isPage || request.headers['x-requested-with']) {
    return refuse(parts, request, response, 401, why, level);
  }
  const asked = rawPathOf(request) + queryTextOf(request);
  // A path may look like the name of another host; its sign-in ends at the start page.
  const target = redirectTarget(asked, originOf(request), externalRedirects) ?? '/';
  await sendToProvider(parts, request, response, target);
}

function queryTextOf({ url = '' }: IncomingMessage): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}

function refuse(
  { config, appSettings, log }: EasyAuthParts,
  request: IncomingMessage,
  response: ServerResponse,
  status: 401 | 403 | 404,
  why: string,
  level: 'information' | 'debug' = 'information',
): void {
  const message = `Refused ${request.method} ${pathOf(request)} with ${status}: ${why}.`;
  log.write(level, 'EasyAuth', message);
  if (status === 401 && config.sendsChallenge) {
    response.setHeader('WWW-Authenticate', challengeFor(request, config, appSettings));
  }
  sendEmpty(response, status);
}
