import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BoostedFeature, BoostedFile } from '../functions/domain/churn/boosted-file.ts';
import { boostedFigures } from './boosted-card.ts';
import { lineChart } from './charts/line-chart.ts';

const COLOUR = '#0b5fff';
const GREY = '#767676';

/** Shapes drawn: those that move scores most. */
const MOST_SHAPES = 12;

const twoDigits = (value: number): string => String(Number(value.toPrecision(3)));

/** Writes `report.md` and its charts (calibration, and the shapes of an ebm) into a folder, which is made. */
export function writeReport(folder: string, file: BoostedFile, notes: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const pictures: string[] = [];
  const draw = (name: string, title: string, svg: string): void => {
    writeFileSync(join(folder, `${name}.svg`), svg);
    pictures.push(`![${title}](${name}.svg)`);
  };
  draw('calibration', 'Predicted and observed share of leavers', calibrationChart(file));
  for (const { feature, shape, name } of largestShapes(file))
    draw(name, `What ${feature.name} adds`, shapeChart(feature, shape));
  const text = [
    `# Churn model ${file.name}`,
    ...notes.map((note) => `- ${note}`),
    boostedFigures(file),
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
        colour: GREY,
        dashed: true,
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
      {
        name: 'this model',
        colour: COLOUR,
        points: quality.calibration.map(({ predicted, observed }) => ({ x: predicted, y: observed })),
      },
    ],
  });

interface Shape {
  readonly feature: BoostedFeature & { readonly kind: 'number' };
  readonly shape: readonly number[];
  readonly name: string;
}

/** Curves of number features; what categories add stands in the table of the report. */
function largestShapes({ features, shapes }: BoostedFile): Shape[] {
  const sizes = features.flatMap((feature, place) => {
    const shape = shapes?.main[place];
    if (shape === undefined || feature.kind !== 'number') return [];
    const size = shape.reduce((sum, value, bin) => sum + Math.abs(value) * (feature.shares[bin] ?? 0), 0);
    return [{ feature, shape, size, name: `shape-${place + 1}` }];
  });
  return sizes.sort((a, b) => b.size - a.size).slice(0, MOST_SHAPES);
}

/** A step per bin, from one edge to the next. */
function shapeChart(feature: Shape['feature'], shape: readonly number[]): string {
  const [least, most] = feature.range;
  const ends = [least, ...feature.edges, most];
  return lineChart({
    title: `What ${feature.name} adds`,
    x: { label: feature.name, format: twoDigits },
    y: { label: 'log-odds', format: twoDigits },
    lines: [
      {
        name: feature.name,
        colour: COLOUR,
        points: shape.slice(1).flatMap((value, bin) => [
          { x: ends[bin] ?? least, y: value },
          { x: ends[bin + 1] ?? most, y: value },
        ]),
      },
    ],
  });
}
