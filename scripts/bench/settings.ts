import { UsageError } from '@side-by-side/local-host/errors';

/** How much is measured. */
export interface BenchSettings {
  readonly rounds: number;
  /** Of each kind in each round. */
  readonly requests: number;
  /** Of each kind before the first round, until Node has compiled what is hot. */
  readonly warmUp: number;
  /** The tool to call, without arguments; undefined lets the catalogue decide. */
  readonly tool: string | undefined;
}

/** What stands on the command line. */
export interface BenchArguments {
  readonly quick?: boolean | undefined;
  readonly rounds?: string | undefined;
  readonly requests?: string | undefined;
  readonly tool?: string | undefined;
}

/** CPU times are counted in hundredths of a second: fewer requests than that measure the clock. */
const thorough = { rounds: 9, requests: 3_000, warmUp: 4_000 };
const quick = { rounds: 3, requests: 1_500, warmUp: 1_500 };

/** @throws UsageError that names the option */
export function readSettings(args: BenchArguments): BenchSettings {
  const defaults = args.quick ? quick : thorough;
  return {
    rounds: readCount(args.rounds, '--rounds') ?? defaults.rounds,
    requests: readCount(args.requests, '--requests') ?? defaults.requests,
    warmUp: defaults.warmUp,
    tool: args.tool,
  };
}

function readCount(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!/^\d{1,6}$/.test(text) || count === 0) {
    throw new UsageError(`${option}: '${text}' is no number from 1 to 999999.`);
  }
  return count;
}
