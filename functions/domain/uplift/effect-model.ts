import { chiSquaredTail } from './chi-squared.ts';
import { addRow, noEquations, restrict, solve, type NormalEquations } from './equations.ts';
import type { TermGroup, TermReader } from './features.ts';
import { treatedShare, type Trial } from './trial.ts';

/** A group of terms, or all that are not sure alone together, must move the effect by more than luck does once in: */
const SURE = 0.01;
/** Where no group is sure alone, even a hint of all together is better than nothing. */
const HINT = 0.5;
/** Ridge while groups are tested, in rows of information: enough to keep repeated terms apart. */
const TEST_PENALTY = 5;
/** Where the shrinkage of every group starts: effects that differ by two points of a hundred. */
const FIRST_DEVIATION = 0.02;
const LEAST_VARIANCE = 1e-10;
const ROUNDS = 20;

/** How the effect of a treatment differs from row to row: additive on the scale of the chance. */
export interface FittedEffect {
  /** One for each term; the first is what everybody has. */
  readonly weights: Float64Array;
  /** Features that were each sure enough to be let in alone, the surest first. */
  readonly sure: readonly string[];
  /** `sparse`: those alone; `dense`: all features, each shrunk by as much as it deserves; `even`: the same for all. */
  readonly kind: 'sparse' | 'dense' | 'even';
}

/**
 * Effect by Robinson's residuals, the R-learner of Nie and Wager (2021): what the outcome model did not expect is
 * regressed on (treated − share treated) × terms. The draw was random, so the share is known and nothing confounds.
 * Which columns may change the effect is decided first, because most do not and a weak ridge over all of them costs
 * more than it brings.
 * @param expected chance of the outcome by row, from a model that has not seen the row
 */
export function fitEffect(
  reader: TermReader,
  trial: Trial,
  rows: Uint32Array,
  expected: Float64Array,
): FittedEffect {
  const share = treatedShare(trial, rows);
  const equations = noEquations(reader.size);
  let squares = 0;
  for (const row of rows) {
    const group = (trial.treated[row] ?? 0) - share;
    const left = (trial.outcome[row] ?? 0) - (expected[row] ?? 0);
    squares += left * left;
    addRow(equations, reader.read(row), group * group, group * left);
  }
  const noise = squares / rows.length;
  const chosen = sureGroups(reader.groups, equations, noise);
  const sure = [...new Set(chosen.map(({ feature }) => feature))];
  const rest = reader.groups.filter(
    (group) => !chosen.includes(group) && (group.shape === 'line' || isCategory(group, reader.groups)),
  );
  const df = rest.reduce((sum, group) => sum + freedom(group, equations), 0);
  const gain = gainOf([...chosen, ...rest], equations) - gainOf(chosen, equations);
  const luck = df === 0 ? 1 : chiSquaredTail(gain / noise, df);
  if (luck < (chosen.length > 0 ? SURE : HINT))
    return { weights: shrink(reader.groups, equations, noise), sure, kind: 'dense' };
  return {
    weights: shrink(chosen, equations, noise),
    sure,
    kind: chosen.length > 0 ? 'sparse' : 'even',
  };
}

const isCategory = (group: TermGroup, groups: readonly TermGroup[]): boolean =>
  !groups.some(({ feature, shape }) => feature === group.feature && shape === 'line');

const termsOf = (groups: readonly TermGroup[]): number[] => [
  0,
  ...groups.flatMap(({ from, size }) => Array.from({ length: size }, (_, index) => from + index)),
];

/** How many numbers a group can really choose: empty steps and, where the steps cover every row, one more are not. */
function freedom({ from, size }: TermGroup, { matrix, size: width }: NormalEquations): number {
  const seen = Array.from({ length: size }, (_, index) => matrix[(from + index) * (width + 1)] ?? 0).filter(
    (weight) => weight > 0,
  );
  const covered = seen.reduce((sum, weight) => sum + weight, 0) >= (matrix[0] ?? 0) * (1 - 1e-9);
  return Math.max(1, seen.length - (size > 1 && covered ? 1 : 0));
}

/** How much of the squares these groups explain. */
function gainOf(groups: readonly TermGroup[], equations: NormalEquations): number {
  const part = restrict(equations, termsOf(groups));
  const penalties = new Float64Array(part.size).fill(TEST_PENALTY, 1);
  return solve(part, penalties).weights.reduce(
    (sum, weight, index) => sum + weight * (part.right[index] ?? 0),
    0,
  );
}

/**
 * Groups that change the effect by more than luck when looked at alone, the surest first. Alone, because columns that
 * say nearly the same would otherwise drive each other out, and which of them stays would be luck.
 */
function sureGroups(
  groups: readonly TermGroup[],
  equations: NormalEquations,
  noise: number,
): readonly TermGroup[] {
  const none = gainOf([], equations);
  return groups
    .map((group) => ({
      group,
      luck: chiSquaredTail((gainOf([group], equations) - none) / noise, freedom(group, equations)),
    }))
    .filter(({ luck }) => luck < SURE)
    .sort((a, b) => a.luck - b.luck)
    .map(({ group }) => group);
}

/**
 * Fits these groups together, each with a variance of its own found from the data (automatic relevance determination,
 * by expectation and maximisation): a group without a signal is shrunk towards nothing. The other terms stay 0.
 */
function shrink(groups: readonly TermGroup[], equations: NormalEquations, noise: number): Float64Array {
  const terms = termsOf(groups);
  const part = restrict(equations, terms);
  const variances = new Float64Array(groups.length).fill(FIRST_DEVIATION ** 2);
  const weights = new Float64Array(equations.size);
  for (let round = 0; round < ROUNDS; round += 1) {
    const penalties = new Float64Array(part.size);
    let from = 1;
    for (const [index, { size }] of groups.entries()) {
      penalties.fill(noise / (variances[index] ?? LEAST_VARIANCE), from, from + size);
      from += size;
    }
    const solution = solve(part, penalties);
    for (const [index, term] of terms.entries()) weights[term] = solution.weights[index] ?? 0;
    const spread = solution.inverseDiagonal();
    from = 1;
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
