import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeatureProfile } from '../../functions/domain/churn/feature-profile.ts';
import type { ModelFeature } from '../../functions/domain/churn/model.ts';
import type { FeatureRow } from '../../functions/domain/churn/score.ts';
import { loadScorecard } from '../../functions/domain/churn/scorecard-model.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { triage } from '../../functions/domain/triage/triage.ts';
import { newDice, type Dice } from './dice.ts';
import { atLeast, median, type Row } from './row.ts';
import { runTool } from './run-tool.ts';
import { complaintTexts } from './texts.ts';

const FEATURES = 20;
const ROWS = 20_000;
const REPEATS = 9;
const FILE_ROWS = 120_000;

/** An additive model of 20 features, made of those of the shipped one: their bins and spellings, under other names. */
function widened() {
  const { artifact } = generalModel();
  const features = Array.from({ length: FEATURES }, (_, index): ModelFeature => {
    const like = artifact.features[index % artifact.features.length];
    if (!like) throw new Error('the shipped model has no features');
    return { ...like, name: `${like.name}${index}` };
  });
  return loadScorecard({ ...artifact, features });
}

function someRow(features: readonly FeatureProfile[], dice: Dice): FeatureRow {
  const row: Record<string, string | number | null> = {};
  for (const feature of features) row[feature.name] = dice.next() < 0.1 ? null : someValue(feature, dice);
  return row;
}

function someValue(feature: FeatureProfile, dice: Dice): string | number {
  if (feature.kind === 'category') return dice.pick([...feature.categories]);
  const [low, high] = feature.range;
  return Math.round((low + dice.next() * (high - low)) * 100) / 100;
}

/** Things a second of one core, median of nine rounds after one to warm up; a busy machine does not count. */
function perSecond(count: number, round: () => void): number {
  round();
  const rounds = Array.from({ length: REPEATS }, () => {
    const before = process.cpuUsage();
    round();
    const { user, system } = process.cpuUsage(before);
    return (count / (user + system)) * 1e6;
  });
  return median(rounds);
}

export function scoreRow(): Row {
  const model = widened();
  const dice = newDice(7);
  const rows = Array.from({ length: ROWS }, () => someRow(model.features, dice));
  let sum = 0;
  const value = perSecond(ROWS, () => {
    for (const row of rows) sum += model.score(row).probability;
  });
  if (!(sum > 0)) throw new Error('scoring gave no probabilities');
  return atLeast({
    name: 'score',
    value,
    unit: 'rows/s',
    budget: 300_000,
    detail: `additive, ${FEATURES} features`,
  });
}

/** The whole command, from process start to the last line. */
export async function scoreCommandRow(): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'amends-bench-'));
  try {
    const { features } = generalModel();
    const dice = newDice(11);
    const names = features.map(({ name }) => name);
    const lines = Array.from({ length: FILE_ROWS }, (_, index) => {
      const row = someRow(features, dice);
      return [`c${index}`, ...names.map((name) => row[name] ?? '')].join(',');
    });
    const file = join(folder, 'customers.csv');
    await writeFile(file, [['id', ...names].join(','), ...lines, ''].join('\n'));
    const started = performance.now();
    const said = await runTool(['tools/score.ts', '--model', 'general', file]);
    const seconds = (performance.now() - started) / 1000;
    if (said.split('\n').length !== FILE_ROWS + 1) throw new Error('score did not print one line per row');
    return atLeast({ name: 'score-command', value: FILE_ROWS / seconds, unit: 'rows/s', budget: 30_000 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function triageRow(): Row {
  const texts = complaintTexts(2_000, 400);
  let judged = 0;
  const value = perSecond(texts.length, () => {
    for (const text of texts) judged += triage({ text }).confidence > 0 ? 1 : 0;
  });
  if (judged === 0) throw new Error('triage judged nothing');
  const length = median(texts.map((text) => text.length));
  return atLeast({
    name: 'triage',
    value,
    unit: 'texts/s',
    budget: 5_000,
    detail: `median ${length} characters`,
  });
}
