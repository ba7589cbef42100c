import { bandOf, type Band } from './default-bands.ts';
import type { Locale } from '../language.ts';
import type { FeatureProfile } from './feature-profile.ts';
import type { Bands } from './model.ts';
import { reasonTeller, restText, type ReasonTeller } from './reason-text.ts';

/** Facts about one customer by feature name. Absent, `null` and `NaN` are unknown. */
export type FeatureRow = Readonly<Record<string, number | string | null | undefined>>;

interface Score {
  /** Chance that the customer leaves, 0 to 1: `1 / (1 + e^-(base + Σ contributions))`. */
  readonly probability: number;
  /** Log-odds of a customer about whom nothing is known. */
  readonly base: number;
  readonly band: Band;
  /** Log-odds by feature, in the order of `model.features`. */
  readonly contributions: readonly number[];
}

/** What is said of a customer's chance to leave where its reasons do not matter. */
export type Risk = Pick<Score, 'probability' | 'band'>;

export interface Reason {
  readonly feature: string;
  /** As it was given; `null` when unknown. */
  readonly value: number | string | null;
  /** Log-odds after calibration. */
  readonly contribution: number;
  /** What a handler reads out. */
  readonly text: string;
}

interface Explanation {
  readonly probability: number;
  readonly band: Band;
  readonly base: number;
  /** Largest contribution first, whichever its direction; together with `base` exactly the probability. */
  readonly reasons: readonly Reason[];
}

export interface ExplainOptions {
  readonly language?: Locale;
  /** How many reasons to name; the rest is summed up in one reason `other`. */
  readonly top?: number;
}

export interface ChurnModel<Artifact = unknown> {
  readonly name: string;
  readonly version: string;
  readonly features: readonly FeatureProfile[];
  /** The whole parsed file: provenance, figures, weights. */
  readonly artifact: Artifact;
  /** The fast path: no texts, no sorting. */
  readonly score: (row: FeatureRow) => Score;
  readonly explain: (row: FeatureRow, options?: ExplainOptions) => Explanation;
  /** Median of a number feature in the training data, `undefined` when the model has no such feature. */
  readonly median: (feature: string) => number | undefined;
}

/** What differs between kinds of models: how a row becomes one contribution per feature. */
interface Scorer<Artifact> {
  readonly name: string;
  readonly version: string;
  readonly features: readonly FeatureProfile[];
  readonly artifact: Artifact;
  readonly base: number;
  readonly bands: Bands;
  /** Log-odds by feature, in the order of `features`; a fresh array. */
  readonly contributionsOf: (row: FeatureRow) => number[];
}

/** Makes a churn model of a scorer: probability, band and reasons follow from base and contributions alone. */
export function churnModelOf<Artifact>(scorer: Scorer<Artifact>): ChurnModel<Artifact> {
  const { name, version, features, artifact, base, bands, contributionsOf } = scorer;

  const score = (row: FeatureRow): Score => {
    const contributions = contributionsOf(row);
    let logOdds = base;
    for (const contribution of contributions) logOdds += contribution;
    const probability = 1 / (1 + Math.exp(-logOdds));
    return { probability, base, band: bandOf(probability, bands), contributions };
  };

  const tellers = new Map<Locale, readonly ReasonTeller[]>();
  const tellersIn = (language: Locale): readonly ReasonTeller[] => {
    const known = tellers.get(language);
    if (known) return known;
    const made = features.map((feature) => reasonTeller(feature, language));
    tellers.set(language, made);
    return made;
  };

  const explain = (
    row: FeatureRow,
    { language = 'en', top = features.length }: ExplainOptions = {},
  ): Explanation => {
    const { probability, band, contributions } = score(row);
    const told = tellersIn(language);
    const ranked = bySize(contributions);
    const reasons: Reason[] = [];
    for (const place of ranked.slice(0, top)) {
      const feature = features[place];
      const tell = told[place];
      if (feature === undefined || tell === undefined) continue;
      const value = given(row[feature.name]);
      const contribution = contributions[place] ?? 0;
      reasons.push({ feature: feature.name, value, contribution, text: tell(value, contribution) });
    }
    const rest = ranked.slice(top);
    if (rest.length > 0) {
      const contribution = rest.reduce((sum, place) => sum + (contributions[place] ?? 0), 0);
      reasons.push({
        feature: 'other',
        value: null,
        contribution,
        text: restText(rest.length, contribution, language),
      });
    }
    return { probability, band, base, reasons };
  };

  const median = (wanted: string): number | undefined => {
    const feature = features.find((one) => one.name === wanted);
    return feature?.kind === 'number' ? feature.median : undefined;
  };

  return { name, version, features, artifact, score, explain, median };
}

/** Places of contributions, largest first whichever their direction; equal ones keep their order. */
function bySize(contributions: readonly number[]): number[] {
  const ranked: number[] = [];
  // By insertion: a model has some twenty features, and a table a million rows.
  for (let place = 0; place < contributions.length; place += 1) {
    const size = Math.abs(contributions[place] ?? 0);
    let at = place;
    ranked.push(place);
    while (at > 0 && Math.abs(contributions[ranked[at - 1] ?? 0] ?? 0) < size) {
      ranked[at] = ranked[at - 1] ?? 0;
      at -= 1;
    }
    ranked[at] = place;
  }
  return ranked;
}

const given = (value: FeatureRow[string]): number | string | null =>
  value === undefined || (typeof value === 'number' && Number.isNaN(value)) ? null : value;
