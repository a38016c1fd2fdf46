/** A version as three numbers. */
export type Version = readonly [major: number, minor: number, patch: number];

/** The first version in a text such as `v24.1.0` or `azd version 1.25.0 (commit …)`; undefined where there is none. */
export function readVersion(text: string): Version | undefined {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

export function isOlder(version: Version, oldest: Version): boolean {
  const at = oldest.findIndex((part, index) => version[index] !== part);
  return at >= 0 && version[at]! < oldest[at]!;
}

export const versionText = (version: Version): string => version.join('.');
