import { at, fitLogistic } from './logistic.ts';
import { mean } from './measure.ts';
import { fitScorecard, marginOf, type FeatureSpec, type LabelledRow, type TrainingSet } from './scorecard.ts';

/** What a scorecard that had not seen the row said about it. */
export interface HeldOut {
  readonly set: string;
  readonly seed: number;
  readonly fold: number;
  /** Log-odds above the base. */
  readonly margin: number;
  readonly outcome: number;
}

const FOLDS = 5;

/**
 * The fold of a row follows from its features alone, so identical rows always share one: a model is never asked about a
 * customer whose twin it was taught.
 */
export function foldOf(row: LabelledRow, seed: number): number {
  return fnv1a(`${seed} ${JSON.stringify(row.features)}`) % FOLDS;
}

/** FNV-1a with a final mix: spreads near-identical texts evenly, the same on every machine. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Every row judged once per seed by a card fitted on the other folds of all sets. */
export function crossValidate(
  specs: readonly FeatureSpec[],
  sets: readonly TrainingSet[],
  penalty: number,
  seeds: readonly number[],
): HeldOut[] {
  const heldOut: HeldOut[] = [];
  for (const seed of seeds) {
    for (let fold = 0; fold < FOLDS; fold += 1) {
      const isHeldOut = (row: LabelledRow): boolean => foldOf(row, seed) === fold;
      const seen = sets.map((set) => ({ ...set, rows: set.rows.filter((row) => !isHeldOut(row)) }));
      const card = fitScorecard(specs, seen, penalty);
      for (const { name, rows } of sets) {
        for (const row of rows.filter(isHeldOut)) {
          heldOut.push({ set: name, seed, fold, margin: marginOf(card, row.features), outcome: row.outcome });
        }
      }
    }
  }
  return heldOut;
}

/** `log-odds = ownBase of the set + slope × margin`, fitted on held-out margins only. */
export interface Calibration {
  readonly slope: number;
  readonly ownBases: Readonly<Record<string, number>>;
}

/** One slope for all sets, because a contribution must mean the same wherever it is read; one base per set. */
export function calibrate(heldOut: readonly HeldOut[]): Calibration {
  const sets = [...new Set(heldOut.map(({ set }) => set))];
  const rowsOf = new Map(sets.map((set) => [set, heldOut.filter((one) => one.set === set).length]));
  const average = mean([...rowsOf.values()]);
  const coefficients = fitLogistic({
    rows: heldOut.map(({ set, margin }) => ({ columns: [0, 1 + sets.indexOf(set)], values: [margin, 1] })),
    outcomes: heldOut.map(({ outcome }) => outcome),
    weights: heldOut.map(({ set }) => average / (rowsOf.get(set) ?? average)),
    penalties: [0, ...sets.map(() => 0)],
  });
  return {
    slope: at(coefficients, 0),
    ownBases: Object.fromEntries(sets.map((set, index) => [set, at(coefficients, 1 + index)])),
  };
}
