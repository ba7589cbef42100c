import { seededDice } from '../table/dice.ts';
import { assign, kMeans } from './k-means.ts';
import { pick, type Points } from './points.ts';

/** Pairs of groupings, each learned from its own third of the rows. */
const PAIRS = 5;
const MOST_ROWS = 2_000;

/**
 * How much two groupings agree beyond chance: 1 the same, 0 as chance would have it (adjusted Rand index; Hubert and
 * Arabie 1985).
 */
export function adjustedRand(a: Uint8Array, b: Uint8Array): number {
  const both = new Map<number, number>();
  const ofA = new Map<number, number>();
  const ofB = new Map<number, number>();
  const count = (counts: Map<number, number>, key: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (const [row, one] of a.entries()) {
    const other = b[row] ?? 0;
    count(both, one * 256 + other);
    count(ofA, one);
    count(ofB, other);
  }
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const sum = (counts: Map<number, number>): number =>
    [...counts.values()].reduce((total, n) => total + pairs(n), 0);
  const [together, inA, inB, all] = [sum(both), sum(ofA), sum(ofB), pairs(a.length)];
  const expected = (inA * inB) / all;
  const most = (inA + inB) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/**
 * Stability of k groups: groupings learned from separate thirds of the rows are compared on the third that neither saw.
 * 1 when every third finds the same groups.
 */
export function stabilityOf(points: Points, k: number, seed: number): number {
  const dice = seededDice(seed);
  let sum = 0;
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const rows = Uint32Array.from({ length: points.rows }, (_, row) => row);
    const used = Math.min(rows.length, 3 * MOST_ROWS);
    for (let place = 0; place < used; place += 1) {
      const other = place + dice.upTo(rows.length - place);
      [rows[place], rows[other]] = [rows[other] ?? 0, rows[place] ?? 0];
    }
    const third = Math.floor(used / 3);
    const part = (n: number): Points => pick(points, rows.subarray(n * third, (n + 1) * third));
    const judged = part(2);
    const [one, other] = [0, 1].map((n) => assign(judged, kMeans(part(n), k, seed + pair)).group);
    if (one && other) sum += adjustedRand(one, other);
  }
  return sum / PAIRS;
}
