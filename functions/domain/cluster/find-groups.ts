import { ruleInWords } from '../segment/words.ts';
import type { SegmentRule } from '../segment/rule.ts';
import type { Column } from '../table/column.ts';
import { seededDice } from '../table/dice.ts';
import { assign, kMeans } from './k-means.ts';
import { pick, placing, pointsOf } from './points.ts';
import { ruleFor } from './rule-for.ts';
import { stabilityOf } from './stability.ts';

/** A group of customers, and a segment that comes near to it. */
export interface FoundGroup {
  readonly id: string;
  readonly name: { readonly en: string; readonly 'zh-Hans': string };
  readonly rows: number;
  readonly share: number;
  readonly rule: SegmentRule;
  /** Of those the rule names, the share that belongs to the group; of the group, the share that it names. */
  readonly precision: number;
  readonly recall: number;
}

export interface FoundGroups {
  readonly k: number;
  /** 1 when other rows give the same groups; below `LEAST_STABLE` the groups are a way to cut, not something found. */
  readonly stability: number;
  readonly tried: readonly { readonly k: number; readonly stability: number }[];
  readonly groups: readonly FoundGroup[];
}

export const LEAST_STABLE = 0.6;
/** Centres and rules are learned from this many rows at most; every row is then given to its group. */
const MOST_LEARNED_FROM = 20_000;
const KS = [2, 3, 4, 5, 6, 7, 8];
/** Of two numbers of groups that are about as stable, the larger says more. */
const AS_STABLE = 0.1;

/**
 * Groups customers who are alike. Without a `k`, the largest number of groups that is about as stable as the most stable.
 * The same table and seed give the same groups.
 */
export function findGroups(
  columns: readonly Column[],
  rows: number,
  { k, seed }: { readonly k?: number | undefined; readonly seed: number },
): FoundGroups {
  const placed = placing(columns);
  const points = pointsOf(placed, rows);
  const tried = (k === undefined ? KS : [k])
    .filter((one) => one < rows / 3)
    .map((one) => ({ k: one, stability: stabilityOf(points, one, seed) }));
  const most = Math.max(...tried.map(({ stability }) => stability));
  const chosen = tried.findLast(({ stability }) => stability >= most - AS_STABLE) ?? { k: 2, stability: 0 };
  const sample = sampled(rows, seed);
  const { group } = assign(points, kMeans(pick(points, sample), chosen.k, seed));
  const groups = Array.from({ length: chosen.k }, (_, wanted) => wanted).map((wanted): FoundGroup => {
    const size = group.reduce((sum, one) => sum + (one === wanted ? 1 : 0), 0);
    const found = ruleFor(placed, group, wanted);
    return {
      id: '',
      name: { en: ruleInWords(found.rule, 'en'), 'zh-Hans': ruleInWords(found.rule, 'zh-Hans') },
      rows: size,
      share: size / rows,
      ...found,
    };
  });
  return {
    ...chosen,
    tried,
    groups: groups
      .filter((one) => one.rows > 0)
      .sort((a, b) => b.rows - a.rows)
      .map((one, place) => ({ ...one, id: `group-${place + 1}` })),
  };
}

function sampled(rows: number, seed: number): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const dice = seededDice(seed);
  const count = Math.min(rows, MOST_LEARNED_FROM);
  for (let place = 0; place < count; place += 1) {
    const other = place + dice.upTo(rows - place);
    [all[place], all[other]] = [all[other] ?? 0, all[place] ?? 0];
  }
  return all.subarray(0, count);
}
