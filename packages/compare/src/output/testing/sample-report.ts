import type { Cell, Exchange, Verdict } from '../../report/capabilities.ts';
import type { Measure, PerformanceRow } from '../../report/performance.ts';
import type { Report } from '../../report/report.ts';

/** A report that was written by hand: it has one of everything, and its figures mean nothing. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  return {
    version: 1,
    made: '2026-11-22T16:40:00.000Z',
    thoroughness: 'usual',
    isPartial: false,
    machine: {
      cpu: 'Some Processor 3000',
      cores: 2,
      memoryMB: 7_936,
      system: 'linux x64',
      node: 'v24.21.0',
    },
    servers: [
      {
        id: 'extension',
        title: 'Extension server',
        url: 'http://127.0.0.1:7071/runtime/webhooks/mcp',
        place: 'local host',
        name: 'extension-server',
        version: '0.1.0',
      },
      {
        id: 'self-hosted',
        title: 'Self-hosted server',
        url: 'http://127.0.0.1:7072/mcp',
        place: 'local host',
        name: 'self-hosted-server',
        version: '0.1.0',
      },
    ],
    capabilities: [
      row('transport.streamable', 'Streamable HTTP', 'yes', 'yes'),
      row('transport.legacy-sse', 'Legacy SSE', 'yes', 'no'),
      row('tools.title', 'Titles of tools', 'no', 'yes'),
      row('tools.pagination', 'Lists in pages', 'not observable', 'partly'),
    ],
    performance: { label: 'local host, not Azure', rows: performanceRows() },
    size: {
      apps: {
        extension: {
          bytes: 401_200,
          gzippedBytes: 98_300,
          files: 5,
          startCpuBundled: 55,
          startCpuUnbundled: 142,
        },
        'self-hosted': { bytes: 612_000, gzippedBytes: 151_000, files: 6 },
      },
    },
    cost: {
      prices: {
        asOf: '2026-09-26',
        source: 'a price list',
        onDemandPerGBSecond: 0.000_026,
        onDemandPerMillionExecutions: 0.4,
        alwaysReadyBaselinePerGBSecond: 0.000_004,
        alwaysReadyPerGBSecond: 0.000_016,
        alwaysReadyPerMillionExecutions: 0.4,
        grantGBSeconds: 100_000,
        grantExecutions: 250_000,
      },
      load: {
        callsPerMonth: 1_000_000,
        secondsPerCall: 0.05,
        memoryMB: 2_048,
        alwaysReadyInstances: 0,
      },
      isolated: { concurrency: 1, gbSeconds: 2_000_000, dollarsPerMonth: 49.7 },
      saturated: { concurrency: 16, gbSeconds: 6_250, dollarsPerMonth: 0.3 },
    },
    ...changes,
  };
}

/** Meters of one server; those of the other could not be read. */
export function sampleMeters(): NonNullable<Report['meters']> {
  const alwaysReady = { executions: 0, gbSeconds: 0, baselineGbSeconds: 7_200 };
  return {
    pricesAsOf: '2026-09-26',
    hours: [
      {
        from: '2026-11-22T15:00:00.000Z',
        to: '2026-11-22T16:00:00.000Z',
        isOver: true,
        apps: {
          extension: {
            onDemand: { executions: 15, gbSeconds: 3 },
            alwaysReady,
            dollars: 0.028_88,
          },
        },
      },
    ],
    unread: { 'self-hosted': 'The permission Microsoft.Insights/metrics/read is missing.' },
  };
}

const groups: Readonly<Record<string, string>> = { transport: 'Transport', tools: 'Tools' };

/** A row whose cells say what they are, each with one exchange as evidence. */
function row(id: string, title: string, extension: Verdict, selfHosted: Verdict) {
  const group = groups[id.split('.')[0]!]!;
  return {
    id,
    group,
    title,
    cells: { extension: cell(extension), 'self-hosted': cell(selfHosted) },
  };
}

export function cell(verdict: Verdict, more: Partial<Cell> = {}): Cell {
  return { verdict, sentence: `The probe says ${verdict}.`, evidence: [exchange()], ...more };
}

export function exchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    label: 'tools/list',
    request: {
      method: 'POST',
      url: 'http://127.0.0.1:7071/runtime/webhooks/mcp',
      headers: { 'content-type': 'application/json' },
      body: '{"jsonrpc":"2.0","id":1,"method":"tools/list"}',
    },
    response: {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: 'event: message\ndata: {"result":{"tools":[]},"id":1,"jsonrpc":"2.0"}\n\n',
    },
    ...changes,
  };
}

function measure(value: number, more: Partial<Measure> = {}): Measure {
  return { value, least: value * 0.9, greatest: value * 1.2, rounds: 3, ...more };
}

function performanceRows(): PerformanceRow[] {
  const percentiles = { p50: 2.1, p95: 4.4, p99: 7.9, max: 15.2 };
  const bounds = [1, 2, 4, 8, 16];
  return [
    {
      id: 'start.first-answer',
      title: 'Start to first answer',
      unit: 'ms',
      better: 'lower',
      measures: { extension: measure(910), 'self-hosted': measure(610) },
      ratio: 610 / 910,
    },
    {
      id: 'latency.warm',
      title: 'Warm tools/call, one at a time',
      unit: 'ms',
      better: 'lower',
      measures: {
        extension: measure(2.1, {
          percentiles,
          errors: 0,
          histogram: { bounds, counts: [90, 160, 40, 10] },
        }),
        'self-hosted': measure(1.4, {
          percentiles: { p50: 1.4, p95: 2.9, p99: 3.8, max: 9.1 },
          errors: 0,
          histogram: { bounds, counts: [210, 70, 15, 5] },
        }),
      },
      ratio: 1.4 / 2.1,
      note: 'The client runs on the same machine.',
    },
    {
      id: 'throughput.8',
      title: 'Throughput, 8 at a time',
      unit: 'requests/s',
      better: 'higher',
      measures: { extension: measure(640, { errors: 2 }), 'self-hosted': measure(980) },
      ratio: 980 / 640,
    },
    {
      id: 'wire.tools-list',
      title: 'Bytes of tools/list',
      unit: 'bytes',
      better: 'lower',
      measures: { 'self-hosted': measure(4_821) },
    },
  ];
}
