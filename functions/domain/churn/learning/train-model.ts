import { binTable } from './bins.ts';
import { dealFolds, identicalRows, rowsWhere } from './folds.ts';
import { aucAlone, LIKELY_LEAK, LIKELY_LEAK_GAIN, SURE_LEAK, type Leak } from './leaks.ts';
import type { Depth } from './fit-shapes.ts';
import { fitLearner, type LearnerName } from './learner.ts';
import { weightsOf, type Weights } from './model-file.ts';
import { binning, settingsFor } from './settings.ts';
import { rowsOf, without, type Column, type TrainingTable } from './training-table.ts';
import { FOLDS, validate, type Validation } from './validate.ts';

export interface TrainOptions {
  readonly learner: 'auto' | LearnerName;
  readonly seed: number;
  /** Told what is being done, for a person who waits. */
  readonly tell: (text: string) => void;
}

export interface Trained {
  readonly weights: Weights;
  readonly validation: Validation;
  /** Rows that cross-validation saw: all, or the sample of a large table. */
  readonly judgedRows: number;
  /** Why this learner, in words. */
  readonly choice: string;
}

/**
 * Columns that know the label: alone at a cross-validated AUC of 0.99, or at 0.97 while the model
 * gains 0.10 by it. Several of the second kind are each weighed against a model that has none of them, or two copies of one
 * leak would excuse each other.
 * @param ids columns that were left out as ids; one that knows the label shows that the file is in its order.
 */
export function findLeaks(
  table: TrainingTable,
  ids: readonly Column[],
  { seed, tell }: TrainOptions,
): Leak[] {
  const folds = dealFolds(identicalRows(table), table.outcomes, FOLDS, seed);
  const all = { ...table, columns: [...table.columns, ...ids] };
  const alone = aucAlone(all, folds);
  const columns = all.columns.map(({ name }, place) => ({ name, alone: alone[place] ?? 0 }));
  const sure = columns.filter((column) => column.alone >= SURE_LEAK);
  const suspects = columns.filter((column) => column.alone >= LIKELY_LEAK && column.alone < SURE_LEAK);
  const leaks: Leak[] = sure.map(({ name, alone: own }) => ({ column: name, alone: own }));
  if (suspects.length === 0) return leaks;
  const suspected = new Set([...sure, ...suspects].map(({ name }) => name));
  const honest = without(all, suspected);
  const measured = (columnsOf: TrainingTable): number =>
    quickAuc(sampled(columnsOf, identicalRows(columnsOf), seed), seed);
  tell(`weighing ${suspects.map(({ name }) => name).join(', ')}: alone nearly as good as the label`);
  const before = honest.columns.length === 0 ? 0.5 : measured(honest);
  for (const { name, alone: own } of suspects) {
    const column = all.columns.filter((one) => one.name === name);
    const after = measured({ ...honest, columns: [...honest.columns, ...column] });
    if (after - before >= LIKELY_LEAK_GAIN)
      leaks.push({ column: name, alone: own, without: before, with: after });
  }
  return leaks;
}

function quickAuc(table: TrainingTable, seed: number): number {
  const settings = settingsFor(table.outcomes.length);
  return validate('trees', binTable(table, binning.trees), identicalRows(table), seed, settings).auc.mean;
}

/** Rows on which learners are compared; the chosen one is fitted on all. */
const MOST_JUDGED = 100_000;

function sampled(table: TrainingTable, groups: Int32Array, seed: number): TrainingTable {
  const count = table.outcomes.length;
  if (count <= MOST_JUDGED) return table;
  const parts = Math.min(255, Math.ceil(count / MOST_JUDGED));
  const part = dealFolds(groups, table.outcomes, parts, seed);
  return rowsOf(
    table,
    rowsWhere(count, (row) => part[row] === 0),
  );
}

/**
 * Trees must be better by this much AUC, and foretell no worse, before a handler loses the shapes that can be drawn. In a
 * few hundred rows chance alone moves the AUC by more. Where an ebm ranks nearly all rightly, a tenth of what it misses is
 * worth as much, but never less than `LEAST_WORTH`.
 */
const WORTH_TREES = 0.002;
const LEAST_WORTH = 0.0005;

const worthTrees = (auc: number): number => Math.min(WORTH_TREES, Math.max(LEAST_WORTH, (1 - auc) / 10));

/** Cross-validates the asked or both learners, chooses, fits on all rows, calibrates. */
export function trainModel(table: TrainingTable, { learner, seed, tell }: TrainOptions): Trained {
  const groups = identicalRows(table);
  const settings = settingsFor(table.outcomes.length);
  const judged = sampled(table, groups, seed);
  if (judged !== table)
    tell(
      `cross-validating on ${judged.outcomes.length} of ${table.outcomes.length} rows, drawn by groups of identical rows`,
    );
  const judgedGroups = judged === table ? groups : identicalRows(judged);
  const candidates: LearnerName[] = learner === 'auto' ? ['ebm', 'trees'] : [learner];
  const validations = candidates.map((name) => {
    tell(`cross-validating ${name}`);
    const validation = validate(name, binTable(judged, binning[name]), judgedGroups, seed, settings);
    tell(
      `${name}${madeOf(validation)}: AUC ${validation.auc.mean.toFixed(4)}, log-loss ${validation.logloss.toFixed(4)}`,
    );
    return validation;
  });
  const { validation, choice } = choose(validations);
  tell(choice);
  const everyone = Int32Array.from(table.outcomes, (_, row) => row);
  const binned = binTable(table, binning[validation.learner]);
  const fitted = fitLearner(
    validation.learner,
    binned,
    everyone,
    groups,
    seed,
    settings,
    validation.depth,
  ).at(-1);
  if (!fitted) throw new RangeError('nothing was fitted');
  return {
    weights: weightsOf(fitted, table, binned, validation.line),
    validation,
    judgedRows: judged.outcomes.length,
    choice,
  };
}

const depths = {
  lines: 'straight lines',
  curves: 'curves alone',
  'crossed lines': 'straight lines and pairs',
  steps: 'curves and steps',
  pairs: 'curves, steps and pairs',
} as const satisfies Record<Depth, string>;

const madeOf = ({ depth }: Pick<Validation, 'depth'>): string =>
  depth === undefined ? '' : ` of ${depths[depth]}`;

/** The first learner, whose shapes can be drawn, unless the second pays. */
export function choose<Judged extends Pick<Validation, 'learner' | 'depth' | 'auc' | 'logloss'>>(
  validations: readonly Judged[],
): { readonly validation: Judged; readonly choice: string } {
  const [first, second] = validations;
  if (!first) throw new RangeError('no learner to choose from');
  if (!second) return { validation: first, choice: `${first.learner}${madeOf(first)}: asked for` };
  const gain = second.auc.mean - first.auc.mean;
  const worth = worthTrees(first.auc.mean);
  const figures =
    `AUC ${second.auc.mean.toFixed(4)} against ${first.auc.mean.toFixed(4)}, ` +
    `log-loss ${second.logloss.toFixed(4)} against ${first.logloss.toFixed(4)}`;
  return gain >= worth && second.logloss < first.logloss
    ? { validation: second, choice: `trees: interactions pay here, ${figures} of ebm in cross-validation` }
    : {
        validation: first,
        choice: `ebm${madeOf(first)}: trees are not better by ${Number(worth.toFixed(4))} AUC and in log-loss (${figures}), and shapes can be drawn and read`,
      };
}
