import type { Arm } from './arm.ts';
import { type ArmResult, refused } from './arm-result.ts';
import { askArm } from './ask-arm.ts';
import { refusedWaitHeader } from './bounded-retry-after.ts';
import { readProblem } from '../rest/read-problem.ts';

/** What an app used, as Azure bills it. Azure Monitor knows it some five minutes later. */
export interface FlexMeters {
  readonly onDemand: { readonly executions: number; readonly gbSeconds: number };
  readonly alwaysReady: {
    readonly executions: number;
    readonly gbSeconds: number;
    /** For being there, called or not. */
    readonly baselineGbSeconds: number;
  };
}

export interface TimeSpan {
  readonly from: Date;
  readonly to: Date;
}

const metricNames = [
  'OnDemandFunctionExecutionCount',
  'OnDemandFunctionExecutionUnits',
  'AlwaysReadyFunctionExecutionCount',
  'AlwaysReadyFunctionExecutionUnits',
  'AlwaysReadyUnits',
] as const;
type MetricName = (typeof metricNames)[number];

/** Units are MB-milliseconds. */
const unitsOfGbSecond = 1_024_000;

interface MetricsBody {
  readonly value?: readonly {
    readonly name?: { readonly value?: string };
    readonly timeseries?: readonly { readonly data?: readonly { readonly total?: number }[] }[];
  }[];
}

/**
 * What Azure Monitor counted for a Flex Consumption app. Readable with the role Reader or Monitoring Reader.
 * @param siteId the resource id of the app
 * @see Azure/azure-rest-api-specs: specification/monitor/…/Microsoft.Insights/stable/2023-10-01/metrics_API.json
 * @see MicrosoftDocs/azure-docs: articles/azure-functions/monitor-functions.md (the metrics of Flex Consumption)
 */
export async function readFlexMeters(
  arm: Arm,
  siteId: string,
  { from, to }: TimeSpan,
): Promise<ArmResult<FlexMeters>> {
  const permission = 'Microsoft.Insights/metrics/read';
  const asked = await askArm(arm, permission, async ({ abortSignal }) =>
    arm.context.pathUnchecked(`${siteId}/providers/Microsoft.Insights/metrics`).get({
      abortSignal,
      queryParameters: {
        'api-version': '2023-10-01',
        metricnamespace: 'Microsoft.Web/sites',
        metricnames: metricNames.join(','),
        aggregation: 'Total',
        interval: 'PT1H',
        timespan: `${from.toISOString()}/${to.toISOString()}`,
      },
    }),
  );
  if (!asked.ok) return asked;
  const { status, body, headers } = asked.value;
  if (status !== '200') {
    const refusedWait = headers[refusedWaitHeader];
    const refusal = { status: Number(status), ...readProblem(body, Number(status)), refusedWait };
    return refused(refusal, permission);
  }
  const total = (name: MetricName): number => sum(body as MetricsBody | undefined, name);
  return {
    ok: true,
    value: {
      onDemand: {
        executions: total('OnDemandFunctionExecutionCount'),
        gbSeconds: total('OnDemandFunctionExecutionUnits') / unitsOfGbSecond,
      },
      alwaysReady: {
        executions: total('AlwaysReadyFunctionExecutionCount'),
        gbSeconds: total('AlwaysReadyFunctionExecutionUnits') / unitsOfGbSecond,
        baselineGbSeconds: total('AlwaysReadyUnits') / unitsOfGbSecond,
      },
    },
  };
}

/** Hours without any use have no total. */
function sum(body: MetricsBody | undefined, name: MetricName): number {
  return (body?.value ?? [])
    .filter((metric) => metric.name?.value?.toLowerCase() === name.toLowerCase())
    .flatMap((metric) => metric.timeseries ?? [])
    .flatMap(({ data }) => data ?? [])
    .reduce((total, point) => total + (point.total ?? 0), 0);
}
