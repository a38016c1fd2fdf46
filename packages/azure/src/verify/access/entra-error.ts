import { entraFailures } from '../failures/entra-failures.ts';

type EntraFailure = keyof typeof entraFailures;

/** Codes that mean the same for who meets them. */
const alike: Readonly<Record<string, EntraFailure>> = {
  50079: 'aadsts50076',
  53000: 'aadsts530003',
  53003: 'aadsts530003',
};

/** What an error says of why Entra ID gave no token. */
export interface TokenRefusal {
  /** `AADSTS65001` */
  readonly code: string | undefined;
  readonly known: EntraFailure;
  /** Whether the deployment is at fault, and not who is signed in here. */
  readonly isOurs: boolean;
}

const ours: ReadonlySet<EntraFailure> = new Set(['aadsts500011', 'aadsts70011', 'aadsts650053']);

/** Reads the first code of Entra ID in what a credential throws. */
export function readTokenRefusal(message: string): TokenRefusal {
  const digits = /AADSTS(\d{5,7})\b/.exec(message)?.[1];
  const id = digits === undefined ? undefined : (alike[digits] ?? `aadsts${digits}`);
  const known =
    id !== undefined && Object.hasOwn(entraFailures, id)
      ? (id as EntraFailure)
      : 'sign-in-untested';
  return {
    code: digits === undefined ? undefined : `AADSTS${digits}`,
    known,
    isOurs: ours.has(known),
  };
}
