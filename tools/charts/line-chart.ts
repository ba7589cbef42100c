/** A line through points, left to right. */
export interface ChartLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** A CSS colour. */
  readonly colour: string;
  readonly dashed?: boolean;
}

export interface LineChart {
  readonly title: string;
  readonly x: { readonly label: string; readonly format: (value: number) => string };
  readonly y: { readonly label: string; readonly format: (value: number) => string };
  readonly lines: readonly ChartLine[];
}

const WIDTH = 640;
const HEIGHT = 420;
const EDGE = { left: 76, right: 20, top: 44, bottom: 56 } as const;
const TICKS = 5;
/** More points than pixels say nothing. */
const MOST_POINTS = 400;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A chart as an SVG document that needs no style or script; the same numbers give the same bytes. */
export function lineChart({ title, x, y, lines }: LineChart): string {
  const all = lines.flatMap(({ points }) => points);
  const [left, right] = bounds(all.map((point) => point.x));
  const [low, high] = bounds([0, ...all.map((point) => point.y)]);
  const atX = (value: number): number =>
    EDGE.left + ((value - left) / (right - left)) * (WIDTH - EDGE.left - EDGE.right);
  const atY = (value: number): number =>
    HEIGHT - EDGE.bottom - ((value - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const place = (value: number): string => value.toFixed(1);
  const ticks = (from: number, to: number): number[] =>
    Array.from({ length: TICKS + 1 }, (_, index) => from + ((to - from) * index) / TICKS);
  const across = ticks(left, right).map(
    (value) =>
      `<text x="${place(atX(value))}" y="${HEIGHT - EDGE.bottom + 18}" text-anchor="middle">${escaped(x.format(value))}</text>`,
  );
  const up = ticks(low, high).map(
    (value) =>
      `<line x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${place(atY(value))}" y2="${place(atY(value))}" stroke="#ddd"/><text x="${EDGE.left - 8}" y="${place(atY(value) + 4)}" text-anchor="end">${escaped(y.format(value))}</text>`,
  );
  const paths = lines.map(
    ({ points, colour, dashed }) =>
      `<polyline fill="none" stroke="${colour}" stroke-width="2"${dashed === true ? ' stroke-dasharray="6 4"' : ''} points="${thinned(
        points,
      )
        .map((point) => `${place(atX(point.x))},${place(atY(point.y))}`)
        .join(' ')}"/>`,
  );
  // A line alone is named by the title.
  const legend = (lines.length > 1 ? lines : []).map(
    ({ name, colour }, index) =>
      `<text x="${EDGE.left + 10}" y="${EDGE.top + 16 + index * 18}" fill="${colour}">${escaped(name)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title).replaceAll('"', '&quot;')}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${EDGE.left}" y="26" font-size="16">${escaped(title)}</text>`,
    ...up,
    ...across,
    `<text x="${(EDGE.left + WIDTH - EDGE.right) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${escaped(x.label)}</text>`,
    `<text transform="translate(18 ${(EDGE.top + HEIGHT - EDGE.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>`,
    ...paths,
    ...legend,
    '</svg>\n',
  ].join('\n');
}

function bounds(values: readonly number[]): readonly [number, number] {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  return low < high ? [low, high] : [low - 1, low + 1];
}

function thinned<Point>(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_POINTS) return points;
  return Array.from(
    { length: MOST_POINTS },
    (_, index) => points[Math.round((index * (points.length - 1)) / (MOST_POINTS - 1))],
  ).flatMap((point) => point ?? []);
}
