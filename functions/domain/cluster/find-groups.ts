import { ruleInWords } from '../segment/words.ts';
import type { SegmentRule } from '../segment/rule.ts';
import type { Column } from '../table/column.ts';
import { seededDice } from '../table/dice.ts';
import { explainedBy } from './explained.ts';
import { assign, kMeans } from './k-means.ts';
import { pick, placing, pointsOf, type Points } from './points.ts';
import { ruleFor } from './rule-for.ts';
import { stabilityOf } from './stability.ts';

/** A group of customers, and a segment that comes near to it. */
interface FoundGroup {
  readonly id: string;
  readonly name: { readonly en: string; readonly 'zh-Hans': string };
  readonly rows: number;
  readonly share: number;
  readonly rule: SegmentRule;
  /** Of those the rule names, the share that belongs to the group; of the group, the share that it names. */
  readonly precision: number;
  readonly recall: number;
}

interface FoundGroups {
  readonly k: number;
  /** 1 when other rows give the same groups; below `LEAST_STABLE` the groups are a way to cut, not something found. */
  readonly stability: number;
  readonly tried: readonly Tried[];
  readonly groups: readonly FoundGroup[];
}

export const LEAST_STABLE = 0.6;
/** Centres and rules are learned from this many rows at most; every row is then given to its group. */
const MOST_LEARNED_FROM = 20_000;
const KS = [2, 3, 4, 5, 6, 7, 8];
/** Of two numbers of groups that are about as stable, the larger says more, if it tells more of two columns at least. */
const AS_STABLE = 0.05;
const TELLS_MORE = 0.05;
/** A cut through one column alone, such as consent given and not, is as stable as any and is no kind of customer. */
const OF_COLUMNS = 2;

/**
 * Groups customers who are alike. Without a `k`, as many as other rows confirm.
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
  const seen = pick(points, sampled(rows, seed));
  const chosen = chosenOf(tried, seen, seed) ?? { k: 2, stability: 0 };
  const { group } = assign(points, kMeans(seen, chosen.k, seed));
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

interface Tried {
  readonly k: number;
  readonly stability: number;
}

/**
 * The number of groups among those that are about as stable as the most stable. Of 48 made-up tables of three to five
 * known kinds of customers (numbers, categories, and noise of both beside them) this finds the number in 40; the
 * largest within 0.1 found too many in every second one.
 */
function chosenOf(tried: readonly Tried[], points: Points, seed: number): Tried | undefined {
  const most = Math.max(...tried.map(({ stability }) => stability));
  const [first, ...larger] = tried.filter(({ stability }) => stability >= most - AS_STABLE);
  if (first === undefined || larger.length === 0) return first;
  const told = ({ k }: Tried): readonly number[] =>
    explainedBy(points, assign(points, kMeans(points, k, seed)).group, k);
  let best = { one: first, told: told(first) };
  for (const one of larger) {
    const more = told(one);
    const gained = more.filter((share, column) => share - (best.told[column] ?? 0) >= TELLS_MORE);
    if (gained.length >= Math.min(OF_COLUMNS, points.widths.length)) best = { one, told: more };
  }
  return best.one;
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
