import type { HostLog } from '../log/log.ts';
import { workerConsoleEntry } from './console-log.ts';
import { entryPointOf, type RpcLog } from './protocol.ts';
import { rpcLogEntry } from './rpc-log.ts';

/** The Functions host, too, keeps three. */
const keptLines = 3;

/** Takes all that a worker logs and prints into the host's log, and remembers what explains its end. */
export interface WorkerOutput {
  readonly onLog: (log: RpcLog) => void;
  readonly onLine: (stream: 'stdout' | 'stderr', line: string) => void;
  /** The last lines on stderr. */
  readonly lastLines: readonly string[];
  /** The entry point that was last begun to be loaded. */
  readonly entryPoint: string | undefined;
}

/** Makes the output of one worker process, which writes to `log`. */
export function createWorkerOutput(log: HostLog): WorkerOutput {
  let lastLines: string[] = [];
  let entryPoint: string | undefined;
  return {
    get lastLines() {
      return lastLines;
    },
    get entryPoint() {
      return entryPoint;
    },
    onLog(rpcLog) {
      const entry = rpcLogEntry(rpcLog);
      if (entry) log.write(entry.level, entry.category, entry.message);
      if (rpcLog.logCategory === 'System') entryPoint = entryPointOf(rpcLog.message) ?? entryPoint;
    },
    onLine(stream, line) {
      const entry = workerConsoleEntry(stream, line);
      log.write(entry.level, entry.category, entry.message);
      if (stream === 'stderr') lastLines = [...lastLines, entry.message].slice(-keptLines);
    },
  };
}
