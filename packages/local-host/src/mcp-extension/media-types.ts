/** Whether `Accept` names (or has a wildcard for) both forms of a Streamable HTTP answer. `q` does not count. */
export function acceptsBoth(accept: string | undefined): boolean {
  const ranges = (accept ?? '').split(',').map(essence);
  return ['application/json', 'text/event-stream'].every((type) =>
    ranges.some(
      (range) => range === '*/*' || range === type || range === `${type.split('/')[0]}/*`,
    ),
  );
}

/** Whether ASP.NET Core reads a body of this `Content-Type` as JSON: `application/json` or `…+json`. */
export function isJson(contentType: string | undefined): boolean {
  return /^(?:application\/json|[\w.!#$&^-]+\/[\w.!#$&^-]+\+json)$/.test(
    essence(contentType ?? ''),
  );
}

function essence(mediaType: string): string {
  return mediaType.split(';')[0]!.trim().toLowerCase();
}
