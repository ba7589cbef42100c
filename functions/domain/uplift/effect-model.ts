import { chiSquaredTail } from './chi-squared.ts';
import { addRow, noEquations, restrict, solve, type NormalEquations } from './equations.ts';
import { addTerm, wholeColumns, type TermGroup, type TermReader } from './features.ts';
import { treatedShare, type Trial } from './trial.ts';

/** A group of terms must move the effect by more than luck does once in: */
const SURE = 0.01;
/** Ridge while groups are tested, in rows of information: enough to keep repeated terms apart. */
const TEST_PENALTY = 5;
/** Where the shrinkage of every group starts: effects that differ by two points of a hundred. */
const FIRST_DEVIATION = 0.02;
const LEAST_VARIANCE = 1e-10;
const ROUNDS = 20;

/**
 * How the effect of a treatment differs from row to row: additive on the scale of the chance.
 * `effect = level · chance · (1 − chance) + Σ term × weight`, the chance being that of the outcome model.
 */
interface FittedEffect {
  /** Weight of `chance · (1 − chance)`: alone it means that the offer moves everybody's log-odds by the same. */
  readonly level: number;
  /** One for each term; the first is what everybody has whatever the chance. */
  readonly weights: Float64Array;
  /** Features that were each sure enough to be let in, in the order in which they came. */
  readonly sure: readonly string[];
  /**
   * How much of the effect to read from a model of each group instead, 0 to 1: the share of what all other columns
   * together say of the effect that is more than luck would say.
   */
  readonly apart: number;
}

/** The equations, and which terms come in free of any test: what everybody has, and the level of the chance. */
interface EffectEquations {
  readonly equations: NormalEquations;
  readonly level: number;
  /** Variance of what is left of the outcome. */
  readonly noise: number;
}

/**
 * Effect by Robinson's residuals, the R-learner of Nie and Wager (2021): what the outcome model did not expect is
 * regressed on (treated − share treated) × terms. The draw was random, so the share is known and nothing confounds.
 * Somebody whose chance is near 0 or 1 can be moved less, so the room that the chance leaves is always a term. Which
 * columns may change the effect beyond that is decided first, because most do not and a weak ridge over all of them
 * costs more than it brings.
 * @param expected chance of the outcome by row, from a model that has not seen the row
 */
export function fitEffect(
  reader: TermReader,
  trial: Trial,
  rows: Uint32Array,
  expected: Float64Array,
): FittedEffect {
  const share = treatedShare(trial, rows);
  const room = (row: number): number => (expected[row] ?? 0) * (1 - (expected[row] ?? 0));
  const meanRoom = rows.reduce((sum, row) => sum + room(row), 0) / rows.length || 1;
  const equations = noEquations(reader.size + 1);
  let squares = 0;
  for (const row of rows) {
    const group = (trial.treated[row] ?? 0) - share;
    const left = (trial.outcome[row] ?? 0) - (expected[row] ?? 0);
    squares += left * left;
    const terms = reader.read(row);
    addTerm(terms, reader.size, room(row) / meanRoom);
    addRow(equations, terms, group * group, group * left);
  }
  const all: EffectEquations = { equations, level: reader.size, noise: squares / rows.length };
  const chosen = sureGroups(reader.groups, all);
  const sure = [...new Set(chosen.map(({ feature }) => feature))];
  const rest = wholeColumns(reader.groups).filter(({ feature }) => !sure.includes(feature));
  const df = rest.reduce((sum, group) => sum + freedom(group, equations), 0);
  const gain = gainOf([...chosen, ...rest], all) - gainOf(chosen, all);
  const weights = shrink(chosen, all);
  return {
    level: (weights[reader.size] ?? 0) / meanRoom,
    weights: weights.subarray(0, reader.size),
    sure,
    apart: beyondLuck(gain / all.noise, df),
  };
}

/**
 * Chance alone makes a chi-squared of `df` on the average, so `df / chiSquared` of it is luck; after James and Stein
 * (1961), and never below 0.
 */
const beyondLuck = (chiSquared: number, df: number): number =>
  df > 0 && chiSquared > df ? 1 - df / chiSquared : 0;

const termsOf = (groups: readonly TermGroup[]): number[] =>
  groups.flatMap(({ from, size }) => Array.from({ length: size }, (_, index) => from + index));

/** How many numbers a group can really choose: empty steps and, where the steps cover every row, one more are not. */
function freedom({ from, size }: TermGroup, { matrix, size: width }: NormalEquations): number {
  const seen = Array.from({ length: size }, (_, index) => matrix[(from + index) * (width + 1)] ?? 0).filter(
    (weight) => weight > 0,
  );
  const covered = seen.reduce((sum, weight) => sum + weight, 0) >= (matrix[0] ?? 0) * (1 - 1e-9);
  return Math.max(1, seen.length - (size > 1 && covered ? 1 : 0));
}

/** How much of the squares these groups explain, beside what everybody has and the level of the chance. */
function gainOf(groups: readonly TermGroup[], { equations, level }: EffectEquations): number {
  const part = restrict(equations, [0, level, ...termsOf(groups)]);
  const penalties = new Float64Array(part.size).fill(TEST_PENALTY, 1);
  return solve(part, penalties).weights.reduce(
    (sum, weight, index) => sum + weight * (part.right[index] ?? 0),
    0,
  );
}

/**
 * Groups that change the effect by more than luck, the surest first, each tested beside those already in: of two
 * columns that say nearly the same, such as what was bought and what was not, one is enough and two only add noise.
 */
function sureGroups(groups: readonly TermGroup[], all: EffectEquations): readonly TermGroup[] {
  const chosen: TermGroup[] = [];
  let explained = gainOf(chosen, all);
  for (;;) {
    let best: { readonly group: TermGroup; readonly luck: number; readonly gain: number } | undefined;
    for (const group of groups) {
      if (chosen.includes(group)) continue;
      const gain = gainOf([...chosen, group], all);
      const luck = chiSquaredTail((gain - explained) / all.noise, freedom(group, all.equations));
      if (luck < (best?.luck ?? SURE)) best = { group, luck, gain };
    }
    if (best === undefined) return chosen;
    chosen.push(best.group);
    explained = best.gain;
  }
}

/**
 * Fits these groups together, each with a variance of its own found from the data (automatic relevance determination,
 * by expectation and maximisation): a group without a signal is shrunk towards nothing. What everybody has and the
 * level are not shrunk; the other terms stay 0.
 */
function shrink(groups: readonly TermGroup[], { equations, level, noise }: EffectEquations): Float64Array {
  const terms = [0, level, ...termsOf(groups)];
  const part = restrict(equations, terms);
  const variances = new Float64Array(groups.length).fill(FIRST_DEVIATION ** 2);
  const weights = new Float64Array(equations.size);
  for (let round = 0; round < ROUNDS; round += 1) {
    const penalties = new Float64Array(part.size);
    let from = 2;
    for (const [index, { size }] of groups.entries()) {
      penalties.fill(noise / (variances[index] ?? LEAST_VARIANCE), from, from + size);
      from += size;
    }
    const solution = solve(part, penalties);
    for (const [index, term] of terms.entries()) weights[term] = solution.weights[index] ?? 0;
    const spread = solution.inverseDiagonal();
    from = 2;
    for (const [index, { size }] of groups.entries()) {
      let sum = 0;
      for (let at = from; at < from + size; at += 1) {
        sum += (solution.weights[at] ?? 0) ** 2 + noise * (spread[at] ?? 0);
      }
      variances[index] = Math.max(sum / size, LEAST_VARIANCE);
      from += size;
    }
  }
  return weights;
}
