import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel } from '../../functions/domain/churn/load-model.ts';
import type { FeatureRow } from '../../functions/domain/churn/score.ts';
import { csvOf, FEATURES, learnedCustomers, type LearnedCustomers } from './learned-customers.ts';
import { perSecond } from './per-second.ts';
import { atLeast, type Row } from './row.ts';
import { runTool } from './run-tool.ts';

const TRAINING_ROWS = 4_000;
const ROWS = 20_000;
const FILE_ROWS = 120_000;

const learners = [
  { learner: 'ebm', row: 'score', budget: 300_000, command: 30_000 },
  // The command fills the tables of the trees as it goes, so it is bound by them.
  { learner: 'trees', row: 'score-trees', budget: 10_000, command: 10_000 },
] as const;

/** Speed of models that `train` fits to a made-up firm: `model.score` in this process, and the whole command. */
export async function scoringRows(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'amends-bench-'));
  try {
    const history = join(folder, 'history.csv');
    await writeFile(history, csvOf(learnedCustomers(TRAINING_ROWS, 5)));
    const base = join(folder, 'customers.csv');
    await writeFile(base, csvOf(learnedCustomers(FILE_ROWS, 11)));
    const rows: Row[] = [];
    for (const { learner, row, budget, command } of learners) {
      const out = join(folder, `${learner}.json`);
      await runTool([
        ...['tools/train.ts', '--data', history, '--label', 'left', '--id', 'id'],
        ...['--learner', learner, '--out', out],
      ]);
      rows.push(
        await scoreRow(row, budget, out),
        await scoreCommandRow(`${row}-command`, command, out, base),
      );
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every round scores customers that no round before it has seen, or tables of trees would be filled for them already. */
async function scoreRow(name: string, budget: number, file: string): Promise<Row> {
  const model = loadModel(JSON.parse(await readFile(file, 'utf8')));
  const batches = Array.from({ length: 10 }, (_, turn) => parsed(learnedCustomers(ROWS, 100 + turn)));
  let sum = 0;
  const value = perSecond(ROWS, (turn) => {
    for (const row of batches[turn] ?? []) sum += model.score(row).probability;
  });
  if (!(sum > 0)) throw new Error('scoring gave no probabilities');
  return atLeast({
    name,
    value,
    unit: 'rows/s',
    budget,
    detail: `${FEATURES} features, new rows every round, the first ${ROWS} rows not counted`,
  });
}

const parsed = ({ names, rows }: LearnedCustomers): FeatureRow[] =>
  rows.map((cells) =>
    Object.fromEntries(names.map((name, place) => [name, cells[place] === '' ? null : cells[place]])),
  );

/** From process start to the last line. */
async function scoreCommandRow(name: string, budget: number, model: string, file: string): Promise<Row> {
  const started = performance.now();
  const said = await runTool(['tools/score.ts', '--model', model, file]);
  const seconds = (performance.now() - started) / 1000;
  if (said.split('\n').length !== FILE_ROWS + 1) throw new Error('score did not print one line per row');
  return atLeast({
    name,
    value: FILE_ROWS / seconds,
    unit: 'rows/s',
    budget,
    detail: `${FEATURES} features, everything counted`,
  });
}
