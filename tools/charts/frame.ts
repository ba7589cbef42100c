/** What a chart measures along one side. */
export interface Axis {
  readonly label: string;
  readonly format: (value: number) => string;
}

export const WIDTH = 640;
export const EDGE = { left: 76, right: 28, top: 44, bottom: 56 } as const;

/** Colours that stand apart for the colour-blind too, on the white ground that every chart brings along. */
export const INK = '#0b5fff';
export const AGAINST = '#b3400d';
export const MUTED = '#595959';
const LINE = '#ddd';
export const ZERO = '#888';

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const place = (value: number): string => value.toFixed(1);

const MOST_TICKS = 6;

/** The width between round numbers: 1, 2 or 5 times a power of ten, so that six at most lie between the two. */
function roundStep(low: number, high: number): number {
  const power = 10 ** Math.floor(Math.log10((high - low) / MOST_TICKS));
  const times = [1, 2, 5, 10].find((one) => (high - low) / (one * power) <= MOST_TICKS) ?? 20;
  return times * power;
}

/** Multiples of a step; counted and rounded to their own digits, so that three tenths are 0.3. */
function multiples(step: number, low: number, high: number): readonly number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

/** Round numbers that lie between two. */
export const roundTicks = (low: number, high: number): readonly number[] =>
  multiples(roundStep(low, high), low, high);

/** Round numbers around all values: the first and the last are the ends of an axis that holds them. */
export function roundLadder(values: readonly number[]): readonly number[] {
  const [low, high] = boundsOf(values);
  const step = roundStep(low, high);
  return multiples(step, Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step);
}

export function boundsOf(values: readonly number[]): readonly [number, number] {
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  return low < high ? [low, high] : [low - 1, low + 1];
}

/** A thin line across, with its value at the left. */
export const rung = (at: number, value: string): string =>
  `<line x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${place(at)}" y2="${place(at)}" stroke="${LINE}"/><text x="${EDGE.left - 8}" y="${place(at + 4)}" text-anchor="end">${escaped(value)}</text>`;

/** A chart as an SVG document that needs no style or script; it brings its own ground, so it can be read in any theme. */
export const chart = (title: string, height: number, parts: readonly string[]): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title).replaceAll('"', '&quot;')}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="20" y="26" font-size="16">${escaped(shortened(title, 66))}</text>`,
    ...parts,
    '</svg>\n',
  ].join('\n');

/** A name that fits into so many characters of middle width; Chinese ones are as wide as two. */
export function shortened(text: string, most: number): string {
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
    if (width > most) return `${kept.trimEnd()}…`;
    kept += character;
  }
  return text;
}
