import type { SignIn } from '../../contract/sign-in.ts';

/** What a directory knows of a person; absent is what it does not know. */
export interface Profile {
  readonly displayName?: string;
  /** The name that they sign in with. */
  readonly userPrincipalName: string;
  readonly mail?: string;
  readonly jobTitle?: string;
  readonly officeLocation?: string;
  /** Such as `en-US`. */
  readonly preferredLanguage?: string;
}

/** The profiles of Microsoft Graph, each for the one whom it is about. */
export interface Profiles {
  /**
   * The caller's own.
   * @throws ToolError where the caller, or time, can help.
   */
  mine(signIn: SignIn, options: { readonly signal: AbortSignal }): Promise<Profile>;
}
