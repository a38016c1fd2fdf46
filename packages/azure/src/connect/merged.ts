/** One thing that was done to a file. The values of what was there are never shown: there may be keys among them. */
export interface Change {
  readonly kind: 'added' | 'changed' | 'removed';
  /** `servers.extension-server-local.url` */
  readonly path: string;
}

export interface Merged {
  readonly text: string;
  readonly changes: readonly Change[];
}
