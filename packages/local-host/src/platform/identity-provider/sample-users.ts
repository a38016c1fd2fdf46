/** Somebody who can be chosen on the sign-in page; there are no passwords. */
export interface SampleUser {
  /** The object id, a GUID. */
  readonly oid: string;
  readonly name: string;
  readonly preferredUsername: string;
  /** Values of app roles; those that a registration does not have stay out of its tokens. */
  readonly roles: readonly string[];
  /** `guest` has another home tenant; `outsider` has no account here at all. @default 'member' */
  readonly kind?: 'member' | 'guest' | 'outsider';
}

/** The tenant that guests and outsiders come from. */
export const otherTenantId = '9d4f0a52-7c1e-4b6a-8f35-2e60c7b1d8a4';

/** One user for each outcome of a sign-in. */
export const sampleUsers: readonly SampleUser[] = [
  {
    oid: '3b1f6c1e-52a4-4e0f-9c57-6a1d0e8f7b21',
    name: 'Ada Sample',
    preferredUsername: 'ada@contoso.example',
    roles: [],
  },
  {
    oid: '7e92d0b4-1c3f-4a68-b5d9-0f4c8a6e2d13',
    name: 'Ben Sample',
    preferredUsername: 'ben@contoso.example',
    roles: ['Mcp.Invoke'],
  },
  {
    oid: 'c05a7d38-9e41-4d72-8b16-3f2e5c9a0d47',
    name: 'Gia Guest',
    preferredUsername: 'gia@fabrikam.example',
    roles: [],
    kind: 'guest',
  },
  {
    oid: 'f4d81b60-2a97-4c5e-a3f0-8b7e1d6c5092',
    name: 'Olu Outsider',
    preferredUsername: 'olu@fabrikam.example',
    roles: [],
    kind: 'outsider',
  },
];
