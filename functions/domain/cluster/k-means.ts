import { seededDice } from '../table/dice.ts';
import type { Points } from './points.ts';

const ROUNDS = 30;
/** With 4, every tenth table of five known kinds got stuck with two of them in one. */
const STARTS = 12;

/** `k` centres, one after the other. */
type Centres = Float32Array;

/** Index of the nearest centre for each point. */
export function assign(
  points: Points,
  centres: Centres,
): { readonly group: Uint8Array; readonly spread: number } {
  const { rows, size, at } = points;
  const k = centres.length / size;
  const group = new Uint8Array(rows);
  let spread = 0;
  for (let row = 0; row < rows; row += 1) {
    let best = Infinity;
    for (let centre = 0; centre < k; centre += 1) {
      let distance = 0;
      for (let n = 0; n < size && distance < best; n += 1) {
        distance += ((at[row * size + n] ?? 0) - (centres[centre * size + n] ?? 0)) ** 2;
      }
      if (distance >= best) continue;
      best = distance;
      group[row] = centre;
    }
    spread += best;
  }
  return { group, spread };
}

/** Lloyd's k-means from the best of a few seeded k-means++ starts. */
export function kMeans(points: Points, k: number, seed: number): Centres {
  let best: { readonly centres: Centres; readonly spread: number } | undefined;
  for (let start = 0; start < STARTS; start += 1) {
    const found = settle(points, spreadOut(points, k, seed * STARTS + start));
    if (best === undefined || found.spread < best.spread) best = found;
  }
  return best?.centres ?? new Float32Array(0);
}

function settle(points: Points, first: Centres): { readonly centres: Centres; readonly spread: number } {
  const { rows, size, at } = points;
  let centres = first;
  let spread = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = assign(points, centres);
    if (found.spread >= spread * (1 - 1e-6)) break;
    spread = found.spread;
    const sums = new Float64Array(centres.length);
    const counts = new Float64Array(centres.length / size);
    for (let row = 0; row < rows; row += 1) {
      const group = found.group[row] ?? 0;
      counts[group] = (counts[group] ?? 0) + 1;
      for (let n = 0; n < size; n += 1) {
        sums[group * size + n] = (sums[group * size + n] ?? 0) + (at[row * size + n] ?? 0);
      }
    }
    const last = centres;
    // A centre that lost all its points stays where it was.
    centres = last.map((before, place) => {
      const count = counts[Math.floor(place / size)] ?? 0;
      return count === 0 ? before : (sums[place] ?? 0) / count;
    });
  }
  return { centres, spread };
}

/** k-means++: each further centre is a point drawn by its squared distance from those there are. */
function spreadOut({ rows, size, at }: Points, k: number, seed: number): Centres {
  const dice = seededDice(seed);
  const centres = new Float32Array(k * size);
  const distances = new Float64Array(rows).fill(Infinity);
  let chosen = dice.upTo(rows);
  for (let centre = 0; centre < k; centre += 1) {
    centres.set(at.subarray(chosen * size, (chosen + 1) * size), centre * size);
    let total = 0;
    for (let row = 0; row < rows; row += 1) {
      let distance = 0;
      for (let n = 0; n < size; n += 1) {
        distance += ((at[row * size + n] ?? 0) - (centres[centre * size + n] ?? 0)) ** 2;
      }
      distances[row] = Math.min(distances[row] ?? 0, distance);
      total += distances[row] ?? 0;
    }
    let draw = dice.next() * total;
    chosen = rows - 1;
    for (let row = 0; row < rows; row += 1) {
      draw -= distances[row] ?? 0;
      if (draw > 0) continue;
      chosen = row;
      break;
    }
  }
  return centres;
}
