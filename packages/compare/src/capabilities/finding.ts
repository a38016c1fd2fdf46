import type { Cell, Exchange, Verdict } from '../report/capabilities.ts';

/** What a probe found: what becomes a cell of the report. */
export type Finding = Cell;

/** The server has it. */
export const yes = finding('yes');
/** The server has some of it, or has it otherwise than clients expect. */
export const partly = finding('partly');
/** The server does not have it. */
export const no = finding('no');
/** Nothing on this server can show it. The sentence says why. */
export const notObservable = finding('not observable');

function finding(verdict: Verdict) {
  return (sentence: string, ...evidence: readonly (Exchange | undefined)[]): Finding => ({
    verdict,
    sentence,
    evidence: evidence.filter((exchange) => exchange !== undefined),
  });
}
