import {
  boundsOf,
  chart,
  EDGE,
  escaped,
  place,
  roundLadder,
  roundTicks,
  rung,
  shortened,
  WIDTH,
  ZERO,
  type Axis,
} from './frame.ts';

/** A line through points, left to right. */
interface ChartLine {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** A CSS colour. */
  readonly colour: string;
  readonly dashed?: boolean;
  /** Whether each point is marked: where they are few and each is a measurement. */
  readonly dots?: boolean;
}

interface LineChart {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly ChartLine[];
}

const HEIGHT = 420;
/** More points than pixels say nothing. */
const MOST_POINTS = 400;

/** Lines over one axis with the zero line drawn; the same numbers give the same bytes. */
export function lineChart({ title, x, y, lines }: LineChart): string {
  const all = lines.flatMap(({ points }) => points);
  const [left, right] = boundsOf(all.map((point) => point.x));
  const rungs = roundLadder([0, ...all.map((point) => point.y)]);
  const [low, high] = boundsOf(rungs);
  const atX = (value: number): number =>
    EDGE.left + ((value - left) / (right - left)) * (WIDTH - EDGE.left - EDGE.right);
  const atY = (value: number): number =>
    HEIGHT - EDGE.bottom - ((value - low) / (high - low)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const across = roundTicks(left, right).map(
    (value) =>
      `<text x="${place(atX(value))}" y="${HEIGHT - EDGE.bottom + 18}" text-anchor="middle">${escaped(x.format(value))}</text>`,
  );
  const paths = lines.map(
    ({ points, colour, dashed }) =>
      `<polyline fill="none" stroke="${colour}" stroke-width="2"${dashed === true ? ' stroke-dasharray="6 4"' : ''} points="${thinned(
        points,
      )
        .map((point) => `${place(atX(point.x))},${place(atY(point.y))}`)
        .join(' ')}"/>`,
  );
  const dots = lines
    .filter(({ dots: marked }) => marked === true)
    .flatMap(({ points, colour }) =>
      points.map(
        (point) =>
          `<circle cx="${place(atX(point.x))}" cy="${place(atY(point.y))}" r="3.5" fill="${colour}"/>`,
      ),
    );
  // A line alone is named by the title.
  const legend = (lines.length > 1 ? lines : []).map(
    ({ name, colour }, index) =>
      `<text x="${EDGE.left + 10}" y="${EDGE.top + 16 + index * 18}" fill="${colour}">${escaped(name)}</text>`,
  );
  return chart(title, HEIGHT, [
    ...rungs.map((value) => rung(atY(value), y.format(value))),
    `<line x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${place(atY(0))}" y2="${place(atY(0))}" stroke="${ZERO}"/>`,
    ...across,
    `<text x="${(EDGE.left + WIDTH - EDGE.right) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${escaped(shortened(x.label, 80))}</text>`,
    `<text transform="translate(18 ${(EDGE.top + HEIGHT - EDGE.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(shortened(y.label, 50))}</text>`,
    ...paths,
    ...dots,
    ...legend,
  ]);
}

function thinned<Point>(points: readonly Point[]): readonly Point[] {
  if (points.length <= MOST_POINTS) return points;
  return Array.from(
    { length: MOST_POINTS },
    (_, index) => points[Math.round((index * (points.length - 1)) / (MOST_POINTS - 1))],
  ).flatMap((point) => point ?? []);
}
