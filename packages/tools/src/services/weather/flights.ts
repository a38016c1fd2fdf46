interface Flight<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  passengers: number;
}

/** Lets all who want the same thing at the same time wait for one request. */
export type Join<T> = (
  key: string,
  signal: AbortSignal,
  start: (signal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** Who leaves (whose signal aborts) leaves alone; the request is aborted when the last one has left. */
export function createFlights<T>(): Join<T> {
  const flights = new Map<string, Flight<T>>();

  function board(key: string, start: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const controller = new AbortController();
    const promise = start(controller.signal);
    const flight = { promise, controller, passengers: 0 };
    flights.set(key, flight);
    return flight;
  }

  return async (key, signal, start) => {
    signal.throwIfAborted();
    const flight = flights.get(key) ?? board(key, start);
    flight.passengers++;
    const { promise: left, reject } = Promise.withResolvers<never>();
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([flight.promise, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      // Landed or aborted: in both cases nobody may board any more.
      if (--flight.passengers === 0) {
        if (flights.get(key) === flight) flights.delete(key);
        flight.controller.abort();
      }
    }
  };
}
