import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../support/repository.ts';

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string | number>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps?: readonly Step[];
}

/** What can start a workflow: branches and paths are filter patterns of GitHub. */
export interface Trigger {
  readonly branches?: readonly string[];
  readonly paths?: readonly string[];
}

/** What the suites read of a workflow. */
export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, Trigger | null>>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

export const workflowFolder = '.github/workflows';

/** The text of each workflow, by its file name. */
export const workflowTexts: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(join(root, workflowFolder))
    .toSorted()
    .map((file) => [file, readFileSync(join(root, workflowFolder, file), 'utf8')]),
);

/** Each workflow, by its file name. */
export const workflows: Readonly<Record<string, Workflow>> = Object.fromEntries(
  Object.entries(workflowTexts).map(([file, text]) => [file, parse(text) as Workflow]),
);

/** A job that stands in a workflow file. @throws Error if it does not. */
export function readJob(file: string, job: string): Job {
  const found = workflows[file]?.jobs[job];
  if (!found) throw new Error(`${file} has no job ${job}.`);
  return found;
}

/** A step of all workflows, and where it stands. */
export interface PlacedStep {
  readonly file: string;
  readonly job: Job;
  readonly step: Step;
  /** `file job: name`, where the name is the command if there is none. */
  readonly key: string;
}

export const allSteps: readonly PlacedStep[] = Object.entries(workflows).flatMap(
  ([file, { jobs }]) =>
    Object.entries(jobs).flatMap(([name, job]) =>
      (job.steps ?? []).map((step) => ({
        file,
        job,
        step,
        key: `${file} ${name}: ${step.name ?? step.run ?? step.uses}`,
      })),
    ),
);
