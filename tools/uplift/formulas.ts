import type { ScoredTrial } from '../../functions/domain/uplift/qini.ts';

/**
 * Other normalised figures that go by the name of Qini or are near it, so that figures of other sources can be told
 * apart. `Nt`, `Nc` rows and `Yt`, `Yc` outcomes of treated and control are among the best `k` rows. All areas are by
 * trapezoids and less the straight line to the end; rows with equal scores are one step.
 */
export interface OtherFormulas {
  /** Q = Yt − Yc·Nt/Nc over the Q of "treated with the outcome first, all others in no order". */
  readonly treatedFirst: number;
  /** Q over a curve that rises to the whole gain at once and stays: no offer ever does harm. */
  readonly noHarm: number;
  /** U = k·(Yt/Nt − Yc/Nc) over the U of "treated with the outcome, all others, control with the outcome". */
  readonly shares: number;
  /** U over the U of "treated with and control without the outcome, then treated without, control with". */
  readonly sharesStrict: number;
  /** F = Yt/T − Yc/C, T and C the whole groups, over the F of "treated with, all others, control with". */
  readonly wholeGroups: number;
}

interface Step {
  readonly rows: number;
  readonly treated: number;
  readonly treatedWith: number;
  readonly controlWith: number;
}

type Curve = (step: Step) => number;

const per = (count: number, of: number): number => (of === 0 ? 0 : count / of);

const gained: Curve = ({ rows, treated, treatedWith, controlWith }) =>
  treatedWith - per(controlWith * treated, rows - treated);

const byShares: Curve = ({ rows, treated, treatedWith, controlWith }) =>
  rows * (per(treatedWith, treated) - per(controlWith, rows - treated));

function stepsOf({ treated, outcome }: ScoredTrial, score: (row: number) => number): Step[] {
  const scores = Float64Array.from(treated, (_, row) => score(row));
  const order = Uint32Array.from(scores, (_, row) => row).sort(
    (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b,
  );
  const steps: Step[] = [{ rows: 0, treated: 0, treatedWith: 0, controlWith: 0 }];
  let [among, treatedWith, controlWith] = [0, 0, 0];
  for (const [place, row] of order.entries()) {
    const came = outcome[row] ?? 0;
    if (treated[row] === 1) {
      among += 1;
      treatedWith += came;
    } else controlWith += came;
    if (place + 1 === order.length || scores[order[place + 1] ?? 0] !== scores[row])
      steps.push({ rows: place + 1, treated: among, treatedWith, controlWith });
  }
  return steps;
}

function areaOf(steps: readonly Step[], curve: Curve): number {
  let area = 0;
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    if (before !== undefined) area += ((step.rows - before.rows) * (curve(step) + curve(before))) / 2;
  }
  const end = steps.at(-1);
  return end === undefined ? 0 : area - (end.rows * curve(end)) / 2;
}

/** @returns the same scored rows by every other formula */
export function otherFormulas(trial: ScoredTrial): OtherFormulas {
  const treated = (row: number): number => trial.treated[row] ?? 0;
  const came = (row: number): number => trial.outcome[row] ?? 0;
  const steps = stepsOf(trial, (row) => trial.effect[row] ?? 0);
  const first = stepsOf(trial, (row) => treated(row) * came(row));
  const both = stepsOf(trial, (row) => came(row) * (2 * treated(row) - 1));
  const strict = stepsOf(trial, (row) => (treated(row) === came(row) ? 2 : 0) + treated(row));
  const end = steps.at(-1) ?? { rows: 0, treated: 0, treatedWith: 0, controlWith: 0 };
  const whole = gained(end);
  const ofGroups: Curve = (step) =>
    per(step.treatedWith, end.treated) - per(step.controlWith, end.rows - end.treated);
  const ratio = (perfect: readonly Step[], curve: Curve): number =>
    areaOf(steps, curve) / areaOf(perfect, curve);
  return {
    treatedFirst: ratio(first, gained),
    noHarm: areaOf(steps, gained) / ((whole * (end.rows - whole)) / 2),
    shares: ratio(both, byShares),
    sharesStrict: ratio(strict, byShares),
    wholeGroups: ratio(both, ofGroups),
  };
}
