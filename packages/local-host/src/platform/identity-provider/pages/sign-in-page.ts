import type { SampleUser } from '../sample-users.ts';
import { hiddenFields, markup } from './markup.ts';
import type { Page } from './page.ts';

const kinds = {
  member: '',
  guest: 'a guest from another tenant',
  outsider: 'has no account in this tenant, and is refused',
} as const;

/**
 * The page that asks who somebody is.
 * @param action where the form goes
 * @param fields the request, which the form carries on
 * @param hint the user name that the client expects; that user comes first
 */
export function signInPage(
  clientName: string,
  users: readonly SampleUser[],
  {
    action,
    fields,
    hint,
  }: {
    readonly action: string;
    readonly fields: Iterable<readonly [string, string]>;
    readonly hint: string | undefined;
  },
): Page {
  const isHinted = ({ preferredUsername }: SampleUser) => preferredUsername === hint;
  const ordered = users.toSorted((a, b) => Number(isHinted(b)) - Number(isHinted(a)));
  const items = ordered.map((user, index) => {
    const roles = user.roles.length > 0 ? `roles: ${user.roles.join(', ')}` : 'no role';
    const about = [roles, kinds[user.kind ?? 'member']].filter(Boolean).join('; ');
    const look = index === 0 && hint !== undefined ? 'user main' : 'user';
    return markup`<li><button class="${look}" name="user" value="${user.oid}">
<span>${user.name}</span>
<span class="small">${user.preferredUsername}</span>
<span class="small">${about}</span>
</button></li>
`;
  });
  return {
    title: 'Sample sign-in',
    body: markup`<h1>Choose who you are</h1>
<p>to continue to ${clientName}</p>
<form method="post" action="${action}">
${hiddenFields(fields)}
<ul>
${items}</ul>
</form>`,
  };
}
