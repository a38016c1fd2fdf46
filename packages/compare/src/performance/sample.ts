/** What one round measured of one row of one server. */
export interface Sample {
  readonly row: string;
  /** The server's id. */
  readonly server: string;
  /** In the unit of the row. */
  readonly value: number;
  /** Of the single requests behind it, in milliseconds. */
  readonly latencies?: readonly number[];
  readonly errors?: number;
}
