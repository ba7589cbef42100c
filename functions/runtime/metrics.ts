import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

/**
 * Counts, written into the log as CloudWatch's embedded metric format: no call, no cost but the metric. Namespace and
 * `service` come from the function's variables, so that the alarms of infra/constructs/promise-alarms.ts find them.
 */
export function reportCounts(stage: string, counts: Readonly<Record<string, number>>): void {
  const metrics = new Metrics({ defaultDimensions: { stage } });
  for (const [name, count] of Object.entries(counts)) metrics.addMetric(name, MetricUnit.Count, count);
  metrics.publishStoredMetrics();
}
