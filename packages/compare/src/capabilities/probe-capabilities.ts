import type { Cell } from '../report/capabilities.ts';
import type { Target } from '../servers/target.ts';
import { notObservable } from './finding.ts';
import type { CapabilityProbe, ProbeContext } from './probe.ts';
import { allProbes, groupTitle } from './all-probes.ts';
import { exerciseTools } from './survey/exercise.ts';
import { harmlessTools } from './survey/harmless.ts';
import { readLists } from './survey/lists.ts';
import { isProbeCatalogue } from './survey/probe-server.ts';
import { describeProblem, tooLate } from './wire/recording-fetch.ts';
import { closeSession, initialize, newestRevision, openSession } from './wire/session.ts';
import { openWire, type Wire } from './wire/wire.ts';

/** How far the probes of one server are. */
export interface ProbeProgress {
  readonly done: number;
  readonly total: number;
  /** What is being found out. */
  readonly title: string;
}

export interface ProbeOptions {
  readonly onProgress?: (progress: ProbeProgress) => void;
  /** Ends the probes; what was found until then is the answer. */
  readonly signal?: AbortSignal;
  /** Tools that the user says are harmless to call. */
  readonly mayCall?: readonly string[];
  /** Only these rows, by their ids. @default all */
  readonly only?: readonly string[];
}

/** A row of the comparison, with the cell of one server. */
export interface ProbedCapability {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly cell: Cell;
}

const usualTimeout = 10_000;

/**
 * Finds out what an MCP server can do, by what it does. It never throws for what a server does: a row that
 * cannot be found out says why. Takes some seconds, most of them for things that do not come.
 */
export async function probeCapabilities(
  target: Target,
  { onProgress = () => {}, signal, mayCall, only }: ProbeOptions = {},
): Promise<ProbedCapability[]> {
  const end = new AbortController();
  const whole = signal ? AbortSignal.any([signal, end.signal]) : end.signal;
  const probes = allProbes.filter(({ id }) => !only || only.includes(id));
  const report = (done: number, title: string): void =>
    onProgress({ done, total: probes.length, title });
  try {
    report(0, 'A look around');
    const wire = openWire(target, whole);
    const around = await lookAround(wire, mayCall).catch((error: unknown) => ({
      cell: notObservable(`It could not be looked at: ${describeProblem(error)}`),
    }));
    const found: ProbedCapability[] = [];
    for (const probe of probes) {
      if (whole.aborted) break;
      report(found.length, probe.title);
      const cell = await findOut(probe, around, target, whole);
      // What was cut off says nothing.
      if (whole.aborted) break;
      const { id, title } = probe;
      const sentence = wire.clean(cell.sentence);
      found.push({ id, group: groupTitle(id), title, cell: { ...cell, sentence } });
    }
    report(found.length, 'Done');
    if ('session' in around) await closeSession(wire, around.session);
    return found;
  } finally {
    end.abort();
  }
}

/** What all probes start from; a cell for all of them where the server does not answer at all. */
async function lookAround(wire: Wire, mayCall: readonly string[] | undefined): Promise<Around> {
  const session = await openSession(wire);
  if (!session) {
    const answer = await initialize(wire, newestRevision);
    const { problem } = answer.recorded;
    const why = problem ?? answer.reply?.error?.message ?? `HTTP status ${answer.status}`;
    const evidence = wire.evidence('initialize', answer);
    return { cell: notObservable(`The server did not let us in: ${why}`, evidence) };
  }
  const { target } = wire;
  const lists = await readLists(wire, session);
  const isProbeServer = isProbeCatalogue(lists.tools.items);
  const tools = harmlessTools(lists.tools.items, target, mayCall);
  const exercise = await exerciseTools(wire, tools, isProbeServer);
  return { target, wire, session, lists, exercise, isProbeServer };
}

type Around = ProbeContext | { readonly cell: Cell };

/** A row, and once more where it came out badly because an answer was late: a machine may be busy. */
async function findOut(
  probe: CapabilityProbe,
  around: Around,
  target: Target,
  whole: AbortSignal,
): Promise<Cell> {
  const first = await findOutOnce(probe, around, target, whole);
  const wasLate = first.evidence.some(({ problem }) => problem === tooLate);
  if (first.verdict === 'yes' || !wasLate || whole.aborted || 'cell' in around) return first;
  return findOutOnce(probe, around, target, whole);
}

async function findOutOnce(
  { probe, cold, timeout = usualTimeout }: CapabilityProbe,
  around: Around,
  target: Target,
  whole: AbortSignal,
): Promise<Cell> {
  if ('cell' in around && !cold) return around.cell;
  const late = new AbortController();
  const signal = AbortSignal.any([whole, late.signal]);
  const wire = openWire(target, signal);
  const gaveUp = new Promise<Cell>((resolve) => {
    signal.addEventListener('abort', () =>
      resolve(notObservable(`It took longer than ${timeout / 1000} seconds.`, ...shown(wire))),
    );
  });
  const timer = setTimeout(() => late.abort(), timeout);
  try {
    const finding = 'cell' in around ? cold!(wire) : probe({ ...around, wire });
    return await Promise.race([finding, gaveUp]);
  } catch (error) {
    return notObservable(`The probe failed: ${describeProblem(error)}`, ...shown(wire));
  } finally {
    clearTimeout(timer);
    late.abort();
  }
}

/** The last request, for a reader who wants to know where a probe came to its end. */
function shown(wire: Wire): Cell['evidence'] {
  const last = wire.recorded.at(-1);
  return last ? [wire.evidence('The last request', last)] : [];
}
