import { availableParallelism, cpus, totalmem } from 'node:os';
import type { Machine } from './report/report.ts';

/** The machine that measures. It names no user and no host. */
export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    cores: availableParallelism(),
    memoryMB: Math.round(totalmem() / 1024 / 1024),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}
