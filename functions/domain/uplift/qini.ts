/** Rows of a randomised trial in the order of their predicted effect, and what became of them. */
export interface ScoredTrial {
  /** Predicted effect by row; only the order counts. */
  readonly effect: ArrayLike<number>;
  /** 1 treated, 0 control. */
  readonly treated: ArrayLike<number>;
  /** 1 for the outcome that is wanted. */
  readonly outcome: ArrayLike<number>;
}

/** One point of a Qini curve: after the `rows` best rows the treatment brought `gained` more outcomes. */
export interface QiniPoint {
  readonly rows: number;
  readonly gained: number;
}

/** The four kinds of rows, as counts or as sums of weights. */
interface Tally {
  treated: number;
  treatedWith: number;
  control: number;
  controlWith: number;
}

const noRows = (): Tally => ({ treated: 0, treatedWith: 0, control: 0, controlWith: 0 });

/** Radcliffe (2007): outcomes of the treated, minus those of the control scaled to as many rows as were treated. */
const gainOf = ({ treated, treatedWith, control, controlWith }: Tally): number =>
  treatedWith - (control === 0 ? 0 : (controlWith * treated) / control);

const sizeOf = (tally: Tally): number => tally.treated + tally.control;

/**
 * Ranks a trial once, so that many weightings of its rows can be measured in linear time each.
 * Rows with the same predicted effect are one step of the curve: their order would be luck.
 */
export function rankTrial(trial: ScoredTrial) {
  const rows = trial.effect.length;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => (trial.effect[b] ?? 0) - (trial.effect[a] ?? 0) || a - b,
  );

  function walk(weights: ArrayLike<number> | undefined, step: (tally: Tally) => void): Tally {
    const tally = noRows();
    for (let place = 0; place < rows; place += 1) {
      const row = order[place] ?? 0;
      const weight = weights === undefined ? 1 : (weights[row] ?? 0);
      const outcome = weight * (trial.outcome[row] ?? 0);
      if (trial.treated[row] === 1) {
        tally.treated += weight;
        tally.treatedWith += outcome;
      } else {
        tally.control += weight;
        tally.controlWith += outcome;
      }
      if (place + 1 === rows || trial.effect[order[place + 1] ?? 0] !== trial.effect[row]) step(tally);
    }
    return tally;
  }

  return {
    /** Points of the curve, the origin first. */
    curve(): QiniPoint[] {
      const points: QiniPoint[] = [{ rows: 0, gained: 0 }];
      walk(undefined, (tally) => points.push({ rows: sizeOf(tally), gained: gainOf(tally) }));
      return points;
    },

    /**
     * Normalised Qini: area between the curve and the straight line of a random order, divided by the same area of
     * the perfect order. 0 is no better than chance, 1 cannot be reached, below 0 is worse than chance.
     * @param weights how often each row counts, 1 when left out; a bootstrap draws them
     * @returns NaN where one of the groups is empty or the perfect curve has no area
     */
    qini(weights?: ArrayLike<number>): number {
      let area = 0;
      let before: QiniPoint = { rows: 0, gained: 0 };
      const all = walk(weights, (tally) => {
        const next = { rows: sizeOf(tally), gained: gainOf(tally) };
        area += ((next.rows - before.rows) * (next.gained + before.gained)) / 2;
        before = next;
      });
      if (all.treated === 0 || all.control === 0) return Number.NaN;
      const random = (sizeOf(all) * gainOf(all)) / 2;
      return (area - random) / (perfectArea(all) - random);
    },

    /** Difference of the shares with the outcome, treated less control. */
    averageEffect(weights?: ArrayLike<number>): number {
      const all = walk(weights, () => undefined);
      return all.treatedWith / all.treated - all.controlWith / all.control;
    },
  };
}

/**
 * Area under the curve of the order that knows everything: treated rows with the outcome first, control rows without
 * it next, then treated without, and control rows with the outcome last. (Where control rows with the outcome
 * outnumber treated rows without it, the last two change places; the curve is the same but for that.)
 */
function perfectArea(all: Tally): number {
  const { treated, treatedWith, control, controlWith } = all;
  const groups: Tally[] = [
    { ...noRows(), treated: treatedWith, treatedWith },
    { ...noRows(), control: control - controlWith },
    { ...noRows(), treated: treated - treatedWith },
    { ...noRows(), control: controlWith, controlWith },
  ];
  const tally = noRows();
  let area = 0;
  let before = 0;
  for (const group of groups) {
    tally.treated += group.treated;
    tally.treatedWith += group.treatedWith;
    tally.control += group.control;
    tally.controlWith += group.controlWith;
    const gained = gainOf(tally);
    area += (sizeOf(group) * (before + gained)) / 2;
    before = gained;
  }
  return area;
}
