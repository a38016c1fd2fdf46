import { UsageError } from '@side-by-side/local-host/errors';

/** Nobody is signed in to Azure on this machine: the message says what was tried, and how to sign in. */
export class CredentialError extends UsageError {}
