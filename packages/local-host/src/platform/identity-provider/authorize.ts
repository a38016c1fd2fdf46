import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  authorizeParameters,
  type AuthorizeRequest,
  readAuthorizeRequest,
  readReply,
} from './authorize-request.ts';
import { idClaims } from './claims.ts';
import { EntraError, errorBody } from './entra-error.ts';
import { entraErrors } from './entra-errors.ts';
import { readForm, required } from './form.ts';
import { consentPage } from './pages/consent-page.ts';
import { sendPage } from './pages/page.ts';
import { signInPage } from './pages/sign-in-page.ts';
import type { Realm } from './realm.ts';
import type { SampleUser } from './sample-users.ts';
import { sendReply } from './send-reply.ts';
import { sessionUser, startSession } from './session.ts';
import { signToken } from './sign-token.ts';

/** What goes on at one request to sign in. */
interface SignIn {
  readonly realm: Realm;
  readonly response: ServerResponse;
  readonly parameters: URLSearchParams;
  readonly ask: AuthorizeRequest;
}

/**
 * Answers a client's request to sign somebody in: at once where the browser's session will do, else with
 * a page.
 * @throws EntraError which the client must not be told
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
export async function serveAuthorize(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
  parameters: URLSearchParams,
): Promise<void> {
  await answer(realm, response, parameters, (signIn) => {
    const { prompt, loginHint } = signIn.ask;
    const known = sessionUser(realm, request);
    const isExpected = loginHint === undefined || loginHint === known?.preferredUsername;
    const asksAnew = prompt.has('login') || prompt.has('select_account');
    if (known && isExpected && !asksAnew) return proceed(signIn, known);
    if (prompt.has('none')) throw entraErrors.noSession();
    const { client } = signIn.ask.reply;
    const form = { action: path(realm, 'login'), fields: carried(parameters), hint: loginHint };
    sendPage(response, signInPage(client.displayName, realm.directory.users, form));
  });
}

/** Takes the choice of a user, and remembers it for this browser. @throws EntraError as above */
export async function serveLogin(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await readForm(request);
  const user = realm.directory.findUser(required(form, 'user'));
  if (!user) throw entraErrors.parameterInvalid('user');
  if (user.kind === 'outsider') {
    throw entraErrors.notInTenant(user.preferredUsername, realm.tenantId);
  }
  await answer(realm, response, form, (signIn) => {
    startSession(realm, response, user);
    return proceed(signIn, user);
  });
}

/** Takes the decision of a user about a client. @throws EntraError as above */
export async function serveConsent(
  realm: Realm,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await readForm(request);
  const isAccepted = required(form, 'decision') === 'accept';
  await answer(realm, response, form, (signIn) => {
    const { grants, reply } = signIn.ask;
    const user = sessionUser(realm, request);
    if (!user) throw entraErrors.noSession();
    if (!isAccepted) throw entraErrors.consentDeclined();
    for (const grant of grants) realm.directory.consent(reply.client, grant, user);
    return complete(signIn, user);
  });
}

/** Reads a request and lets it be answered. From here on the client is told of errors. */
async function answer(
  realm: Realm,
  response: ServerResponse,
  parameters: URLSearchParams,
  respond: (signIn: SignIn) => void | Promise<void>,
): Promise<void> {
  const reply = readReply(realm, parameters);
  try {
    const ask = readAuthorizeRequest(realm, parameters, reply);
    await respond({ realm, response, parameters, ask });
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const { error_description, error_uri } = errorBody(error, realm.now());
    sendReply(response, reply, { error: error.error, error_description, error_uri });
  }
}

/** Goes on with a user: to the client, or first to the question whether it may have what it wants. */
async function proceed(signIn: SignIn, user: SampleUser): Promise<void> {
  const { realm, response, parameters, ask } = signIn;
  const { client } = ask.reply;
  const missing = ask.prompt.has('consent')
    ? ask.grants
    : ask.grants.filter((grant) => !realm.directory.isConsented(client, grant, user));
  if (missing.length === 0) return complete(signIn, user);
  if (ask.prompt.has('none')) {
    throw entraErrors.consentMissing(client.appId, client.displayName, 'consent_required');
  }
  const form = { action: path(realm, 'consent'), fields: carried(parameters) };
  sendPage(response, consentPage(client.displayName, user, missing, form));
}

async function complete({ realm, response, ask }: SignIn, user: SampleUser): Promise<void> {
  const { reply, grants, openId, nonce } = ask;
  const authorization = { client: reply.client, user, grants, openId };
  const code = ask.wantsCode
    ? realm.codes.add({
        ...authorization,
        redirectUri: reply.redirectUri,
        scopeText: ask.scopeText,
        ...(ask.challenge !== undefined && { challenge: ask.challenge }),
        ...(nonce !== undefined && { nonce }),
        isRedeemed: false,
      })
    : undefined;
  sendReply(response, reply, {
    ...(code && { code }),
    ...(ask.wantsIdToken && {
      id_token: await signToken(idClaims(realm, authorization, { nonce, code })),
    }),
  });
}

function carried(parameters: URLSearchParams): [string, string][] {
  return [...parameters].filter(([name]) => authorizeParameters.includes(name));
}

function path({ tenantId }: Realm, name: string): string {
  return `/${tenantId}/${name}`;
}
