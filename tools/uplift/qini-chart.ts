import type { UpliftModel } from '../../functions/domain/uplift/model.ts';
import type { QiniPoint } from '../../functions/domain/uplift/qini.ts';
import { INK, MUTED } from '../charts/frame.ts';
import { lineChart } from '../charts/line-chart.ts';

/** The Qini curve of held-out rows beside the line of a random order. */
export function qiniChart(
  curve: readonly QiniPoint[],
  { qini, qiniInterval }: UpliftModel['figures'],
): string {
  const last = curve.at(-1) ?? { rows: 1, gained: 0 };
  const points = curve.map(({ rows, gained }) => ({ x: rows / last.rows, y: gained }));
  return lineChart({
    title: `Qini ${qini.toFixed(3)} (95 %: ${qiniInterval.map((end) => end.toFixed(3)).join(' to ')})`,
    x: { label: 'customers treated, best first', format: (share) => `${Math.round(100 * share)} %` },
    y: { label: 'outcomes gained', format: (gained) => gained.toFixed(0) },
    lines: [
      { name: 'by predicted effect, held-out rows', colour: INK, points },
      {
        name: 'in random order',
        colour: MUTED,
        dashed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: last.gained },
        ],
      },
    ],
  });
}
