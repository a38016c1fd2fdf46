import type { Grant } from '../directory.ts';
import type { SampleUser } from '../sample-users.ts';
import { hiddenFields, markup } from './markup.ts';
import type { Page } from './page.ts';

/** The page that asks whether a client may act for a user. */
export function consentPage(
  clientName: string,
  user: SampleUser,
  grants: readonly Grant[],
  {
    action,
    fields,
  }: {
    readonly action: string;
    readonly fields: Iterable<readonly [string, string]>;
  },
): Page {
  const items = grants.flatMap(({ resource, permissions }) =>
    permissions.map(
      (permission) => markup`<li>${resource.displayName}: <code>${permission}</code></li>`,
    ),
  );
  return {
    title: 'Permissions requested',
    body: markup`<h1>Permissions requested</h1>
<p>${clientName} wants to act for ${user.name} (${user.preferredUsername}) at:</p>
<ul class="plain">${items}</ul>
<form method="post" action="${action}">
${hiddenFields(fields)}
<div class="row">
<button class="main" name="decision" value="accept">Accept</button>
<button name="decision" value="decline">Cancel</button>
</div>
</form>`,
  };
}
