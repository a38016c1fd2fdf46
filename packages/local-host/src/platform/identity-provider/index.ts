export {
  type AppRegistration,
  azureCliId,
  type PublicClient,
  visualStudioCodeId,
} from './app-registration.ts';
export type { TokenVersion } from './claims.ts';
export type { IdentityProvider } from './identity-provider.ts';
export type { GraphConsent } from './realm.ts';
export type { SampleUser } from './sample-users.ts';
export type { TokenSignature } from './sign-token.ts';
export { type IdentityProviderOptions, startIdentityProvider } from './start.ts';
export type { TokenWish } from './test-token.ts';
