/** What handlers use of the outside world. Tests inject their own. */
export interface Services {
  /** The current time. */
  now(): Date;
}

/** The services of a running server, made once per process. */
export function createServices(): Services {
  return { now: () => new Date() };
}
