import {
  AGAINST,
  boundsOf,
  chart,
  EDGE,
  escaped,
  INK,
  place,
  roundLadder,
  shortened,
  WIDTH,
  ZERO,
  type Axis,
} from './frame.ts';

interface BarChart {
  readonly title: string;
  /** One bar each, from the top. */
  readonly bars: readonly { readonly name: string; readonly value: number }[];
  readonly x: Axis;
}

const ROW = 24;
const THICK = 14;
/** Room for the names, and how many characters fit into it. */
const NAMES = 200;
const NAME_CHARACTERS = 28;

/** Bars to the right and to the left of zero, each with its name and value; the same numbers give the same bytes. */
export function barChart({ title, bars, x }: BarChart): string {
  const height = EDGE.top + bars.length * ROW + EDGE.bottom;
  const rungs = roundLadder([0, ...bars.map(({ value }) => value)]);
  const [low, high] = boundsOf(rungs);
  const from = NAMES + 50;
  const atX = (value: number): number =>
    from + ((value - low) / (high - low)) * (WIDTH - from - EDGE.right - 40);
  const bottom = height - EDGE.bottom;
  return chart(title, height, [
    ...rungs.map(
      (value) =>
        `<line x1="${place(atX(value))}" x2="${place(atX(value))}" y1="${EDGE.top}" y2="${bottom}" stroke="${value === 0 ? ZERO : '#ddd'}"/><text x="${place(atX(value))}" y="${bottom + 18}" text-anchor="middle">${escaped(x.format(value))}</text>`,
    ),
    ...bars.map(({ name, value }, index) => {
      const middle = EDGE.top + (index + 0.5) * ROW;
      const [start, end] = value < 0 ? [atX(value), atX(0)] : [atX(0), atX(value)];
      return [
        `<text x="${NAMES}" y="${place(middle + 4)}" text-anchor="end">${escaped(shortened(name, NAME_CHARACTERS))}</text>`,
        `<rect x="${place(start)}" y="${place(middle - THICK / 2)}" width="${place(end - start)}" height="${THICK}" fill="${value < 0 ? AGAINST : INK}"/>`,
        `<text x="${place(value < 0 ? start - 6 : end + 6)}" y="${place(middle + 4)}" text-anchor="${value < 0 ? 'end' : 'start'}">${escaped(x.format(value))}</text>`,
      ].join('');
    }),
    `<text x="${place((from + WIDTH - EDGE.right) / 2)}" y="${height - 14}" text-anchor="middle">${escaped(x.label)}</text>`,
  ]);
}
