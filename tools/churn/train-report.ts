import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BoostedFeature, BoostedFile } from '../../functions/domain/churn/boosted-file.ts';
import type { TrainingTable } from '../../functions/domain/churn/learning/training-table.ts';
import { boostedFigures } from './boosted-card.ts';
import { barChart } from '../charts/bar-chart.ts';
import { INK, MUTED } from '../charts/frame.ts';
import { lineChart } from '../charts/line-chart.ts';
import { effectsOf, type FeatureEffect } from './mean-shapes.ts';

/** Shapes drawn: those that move scores most. */
const MOST_SHAPES = 12;

const twoDigits = (value: number): string => String(Number(value.toPrecision(3)));

/** Writes `report.md` and its charts (calibration, and what the features add) into a folder, which is made. */
export function writeReport(
  folder: string,
  file: BoostedFile,
  table: TrainingTable,
  notes: readonly string[],
): void {
  const effects = effectsOf(file, table);
  mkdirSync(folder, { recursive: true });
  const pictures: string[] = [];
  const draw = (name: string, title: string, svg: string): void => {
    writeFileSync(join(folder, `${name}.svg`), svg);
    pictures.push(`![${title}](${name}.svg)`);
  };
  draw('calibration', 'Predicted and observed share of leavers', calibrationChart(file));
  for (const { feature, shape, name } of largestShapes(file, effects))
    draw(name, `What ${feature.name} adds`, shapeChart(feature, shape, file.learner));
  const text = [
    `# Churn model ${file.name}`,
    ...notes.map((note) => `- ${note}`),
    boostedFigures(file, effects),
    '## Charts',
    ...pictures,
  ];
  writeFileSync(join(folder, 'report.md'), `${text.join('\n\n')}\n`);
}

const calibrationChart = ({ quality }: BoostedFile): string =>
  lineChart({
    title: 'Predicted and observed share of leavers, held-out rows',
    x: { label: 'predicted', format: twoDigits },
    y: { label: 'observed', format: twoDigits },
    lines: [
      {
        name: 'perfect',
        colour: MUTED,
        dashed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
      {
        name: 'this model',
        colour: INK,
        dots: true,
        points: quality.calibration.map(({ predicted, observed }) => ({ x: predicted, y: observed })),
      },
    ],
  });

interface Shape {
  readonly feature: BoostedFeature;
  readonly shape: readonly number[];
  readonly name: string;
}

function largestShapes({ features }: BoostedFile, effects: readonly FeatureEffect[]): Shape[] {
  return features
    .flatMap((feature, place) => {
      const effect = effects[place];
      return effect === undefined || effect.size === 0
        ? []
        : [{ feature, ...effect, name: `shape-${place + 1}` }];
    })
    .sort((a, b) => b.size - a.size)
    .slice(0, MOST_SHAPES);
}

const measureOf = (learner: BoostedFile['learner']): string =>
  learner === 'ebm' ? 'log-odds' : 'log-odds on the average';

function shapeChart(
  feature: BoostedFeature,
  shape: readonly number[],
  learner: BoostedFile['learner'],
): string {
  const title = `What ${feature.name} adds`;
  if (feature.kind === 'category')
    return barChart({
      title,
      bars: barsOf(feature, shape),
      x: { label: measureOf(learner), format: twoDigits },
    });
  return lineChart({
    title,
    x: { label: feature.name, format: feature.unit === 'day' ? dayOf : twoDigits },
    y: { label: measureOf(learner), format: twoDigits },
    lines: [{ name: feature.name, colour: INK, points: stepsOf(feature, shape) }],
  });
}

/** Bars drawn: the rest moves scores less. */
const MOST_BARS = 20;

/** A bar for each category and for those that are rare, as far as any customer has it, the largest first. */
const barsOf = (feature: BoostedFeature & { readonly kind: 'category' }, shape: readonly number[]) =>
  shape
    .map((value, bin) => ({
      name: bin === 0 ? '(unknown)' : bin === 1 ? '(other)' : (feature.categories[bin - 2] ?? ''),
      value,
      share: feature.shares[bin] ?? 0,
    }))
    .filter(({ value, share }) => share > 0 && !Number.isNaN(value))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, MOST_BARS)
    .sort((a, b) => b.value - a.value);

/** A step per bin, from one edge to the next; where no customer is, the step before goes on. */
function stepsOf(
  { range: [least, most], edges }: BoostedFeature & { readonly kind: 'number' },
  shape: readonly number[],
) {
  const [beforeLast = least, last = least] = edges.slice(-2);
  // The largest value may have a bin of its own, which would have no width.
  const ends = [least, ...edges, last < most ? most : most + (last - beforeLast) / 2];
  let height = 0;
  return shape.slice(1).flatMap((value, bin) => {
    if (!Number.isNaN(value)) height = value;
    return [
      { x: ends[bin] ?? least, y: height },
      { x: ends[bin + 1] ?? most, y: height },
    ];
  });
}

const MS_PER_DAY = 86_400_000;
const dayOf = (count: number): string => new Date(count * MS_PER_DAY).toISOString().slice(0, 10);
