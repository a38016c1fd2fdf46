import { UsageError } from '@side-by-side/local-host/errors';
import type { Load } from '../report/cost.ts';
import { defaultConcurrency } from './flex-plan.ts';

/** What stands on the command line. */
export interface LoadArguments {
  readonly 'calls-per-month'?: string | undefined;
  readonly 'seconds-per-call'?: string | undefined;
  readonly 'memory-mb'?: string | undefined;
  readonly 'always-ready'?: string | undefined;
}

/** What is taken where nothing is said. */
const defaults: Load = {
  callsPerMonth: 1_000_000,
  secondsPerCall: 0.05,
  memoryMB: 2048,
  alwaysReadyInstances: 0,
};

/** Whether the reader tells of a load. */
export function tellsOfLoad(args: LoadArguments): boolean {
  const { 'calls-per-month': calls, 'seconds-per-call': seconds } = args;
  return [calls, seconds, args['memory-mb'], args['always-ready']].some(
    (argument) => argument !== undefined,
  );
}

/** @throws UsageError that names the option */
export function readLoad(args: LoadArguments): Load {
  const memory = readNumber(args['memory-mb'], '--memory-mb');
  if (memory !== undefined && !defaultConcurrency.has(memory)) {
    const sizes = [...defaultConcurrency.keys()].join(', ');
    throw new UsageError(`--memory-mb: Flex Consumption has instances of ${sizes} MB.`);
  }
  return {
    callsPerMonth:
      readNumber(args['calls-per-month'], '--calls-per-month', true) ?? defaults.callsPerMonth,
    secondsPerCall:
      readNumber(args['seconds-per-call'], '--seconds-per-call') ?? defaults.secondsPerCall,
    memoryMB: memory ?? defaults.memoryMB,
    alwaysReadyInstances:
      readNumber(args['always-ready'], '--always-ready', true) ?? defaults.alwaysReadyInstances,
  };
}

function readNumber(text: string | undefined, option: string, whole = false): number | undefined {
  if (text === undefined) return undefined;
  if (!(whole ? /^\d{1,12}$/ : /^\d{1,12}(?:\.\d{1,9})?$/).test(text)) {
    throw new UsageError(`${option}: '${text}' is no ${whole ? 'whole ' : ''}number.`);
  }
  return Number(text);
}
