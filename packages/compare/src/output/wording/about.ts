import { standingsOf } from './standings.ts';
import type { ComparedServer, Report } from '../../report/report.ts';

/** Stands wherever a figure of a server does that runs in the local host. */
export const notAzure = 'local host, not Azure';

/** `Extension server and Self-hosted server, compared`. */
export function titleOf({ servers: [first, second] }: Report): string {
  return `${first.title} and ${second.title}, compared`;
}

/** Where a server runs, in words for whoever reads its figures. */
export function placeOf({ place }: ComparedServer): string {
  return { 'local host': notAzure, azure: 'on Azure', elsewhere: 'elsewhere' }[place];
}

/** A server's title over figures: with where it runs, unless they are labelled so already. */
export function titleOverFigures(
  { title, place }: ComparedServer,
  { performance }: Report,
): string {
  const isTold = place !== 'local host' || performance?.label.includes(notAzure);
  return isTold ? title : `${title} (${notAzure})`;
}

/** What measured, and how thoroughly. */
export function describeRun({ made, thoroughness, machine }: Report): string {
  const { cpu, cores, memoryMB, system, node } = machine;
  const runs = { quick: 'a quick run', usual: 'a usual run', full: 'a full run' }[thoroughness];
  const memory = `${(memoryMB / 1_024).toFixed(1)} GB of memory`;
  return `Made ${made.slice(0, 16).replace('T', ' ')} UTC by ${runs} on ${cpu}, ${cores} cores, ${memory}, ${system}, Node ${node}.`;
}

export const partialNotice =
  'This run was interrupted: what is here is right, but it is not all there is.';

/** How many capabilities are alike, and who has more of the others. */
export function describeStandings(report: Report): string {
  const [first, second] = report.servers;
  const { alike, firstAhead, secondAhead, open } = standingsOf(report);
  return `${report.capabilities.length} capabilities: ${alike.length} alike; ${firstAhead.length} where “${first.title}” has more; ${secondAhead.length} where “${second.title}” has more; ${open.length} that could not be compared.`;
}

/** How ratios are to be read. */
export function describeRatio({ servers: [first, second] }: Report): string {
  return `A ratio is the value of “${second.title}” divided by that of “${first.title}”.`;
}
