import type { ErrorBody } from '../entra-error.ts';
import { hiddenFields, markup } from './markup.ts';
import type { Page } from './page.ts';

/** The page that shows an error which must not go to the client. */
export function errorPage({ error_description: description, error_uri: uri }: ErrorBody): Page {
  // The ids after the message matter to whoever looks for them only.
  const [message = description, ids = ''] = description.split(/ (?=Trace ID: )/);
  return {
    title: 'Sign-in failed',
    status: 400,
    body: markup`<h1>Sorry, but we’re having trouble signing you in.</h1>
<p>${message}</p>
<p class="small">${ids}</p>
<p class="small">What Microsoft says of this error: <a href="${uri}">${uri}</a></p>`,
  };
}

/** The page after a sign-out. */
export const signedOutPage: Page = {
  title: 'Signed out',
  body: markup`<h1>You have signed out.</h1>
<p>You can close this window.</p>`,
};

/** The page that hands an answer to the client by a form, which sends itself where scripts run. */
export function formPostPage(action: string, fields: Iterable<readonly [string, string]>): Page {
  return {
    title: 'Continue',
    body: markup`<h1>Signed in</h1>
<form method="post" action="${action}">
${hiddenFields(fields)}
<button class="main">Continue</button>
</form>`,
    script: 'document.forms[0].submit()',
  };
}
