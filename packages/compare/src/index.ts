export { sampleArguments } from './capabilities/survey/sample-arguments.ts';
export { describeMachine } from './machine.ts';
export { isHarmless, type ListedTool } from './performance/harmless-tool.ts';
export { type LoadPlan, type LoadResult, runLoad } from './performance/run-load.ts';
export {
  canReadProcesses,
  type ProcessTime,
  readProcessTimes,
  treeTime,
  type TreeTime,
} from './processes/process-times.ts';
export type { Machine } from './report/report.ts';
export { requestText } from './rpc/mcp-session.ts';
export { openPoster, type Poster } from './rpc/post.ts';
export { readResult } from './rpc/read-result.ts';
export { type ChildServer, startChildServer, startHostProcess } from './servers/child-server.ts';
export { type Spread, spreadOf } from './statistics/spread.ts';
export { formatTable } from './text-table.ts';
