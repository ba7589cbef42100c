import type { BoostedFeature } from './boosted-file.ts';
import { foldCategory } from './model.ts';
import type { FeatureRow } from './score.ts';

/** The bin of a feature's value. */
type Coder = (value: FeatureRow[string]) => number;

const UNKNOWN = 0;
/** A category that is rare, or that the model has never seen. */
const OTHER = 1;

/** What finds the bin of a value of `feature`, in a few comparisons. */
export function coderOf(feature: BoostedFeature): Coder {
  if (feature.kind === 'category') {
    const placeOf = categoryPlaces(feature.categories, feature.aliases ?? {});
    return (value) => {
      if (value === undefined || value === null) return UNKNOWN;
      const place = placeOf(String(value));
      return place === undefined ? OTHER : place + 2;
    };
  }
  const { name } = feature;
  const edges = Float64Array.from(feature.edges);
  return (value) => {
    if (value === undefined || value === null) return UNKNOWN;
    // A text here means that a caller forgot to parse; scoring it as unknown would hide that for years.
    if (typeof value !== 'number') throw new TypeError(`${name} must be a number`);
    if (Number.isNaN(value)) return UNKNOWN;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (value < (edges[middle] ?? Number.POSITIVE_INFINITY)) high = middle;
      else low = middle + 1;
    }
    return low + 1;
  };
}

/** Finds a category as it is spelled, or else as it is spelled with case, blanks, hyphens and underscores set aside. */
export function categoryPlaces(
  categories: readonly string[],
  aliases: Readonly<Record<string, string>>,
): (value: string) => number | undefined {
  const exact = new Map(categories.map((category, place) => [category, place]));
  const folded = new Map<string, number>();
  for (const [category, place] of exact) {
    const key = foldCategory(category);
    if (!folded.has(key)) folded.set(key, place);
  }
  for (const [alias, category] of Object.entries(aliases)) {
    const place = exact.get(category);
    if (place !== undefined && !folded.has(alias)) folded.set(alias, place);
  }
  return (value) => exact.get(value) ?? folded.get(foldCategory(value));
}
