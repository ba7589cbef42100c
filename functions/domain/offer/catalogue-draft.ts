import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { localeSchema, type Locale } from '../language.ts';
import { REWARDS_MOST, rewardSchema, rewardsIn, type Reward, type RewardText } from '../points/reward.ts';
import { catalogueOfferSchema, type CatalogueOffer } from './catalogue.ts';
import { catalogueTerms, type Edition } from './edition.ts';
import type { OfferText } from './offer-text.ts';
import { whatBinds } from './way-out.ts';

const eachOnce = (offers: readonly { readonly id: string }[]): boolean =>
  new Set(offers.map(({ id }) => id)).size === offers.length;
const twice = { error: 'an id appears twice' };

/** Most kinds of offers in one catalogue: more than a person can tell apart, and an item of the store holds 400 KB. */
const OFFERS_MOST = 60;

const version = z.int().positive().default(1);
/** An offer as a firm writes it: its version is ours to give, and no word of it may bind who takes it. */
const draftOfferSchema = catalogueOfferSchema.extend({ version }).superRefine(bindsNobody);
const draftRewardSchema = rewardSchema.extend({ version }).superRefine(bindsNobody);

function bindsNobody(
  { texts }: { readonly texts: Readonly<Record<Locale, RewardText & Partial<OfferText>>> },
  context: z.RefinementCtx,
): void {
  for (const locale of localeSchema.options) {
    for (const { field, words } of sentencesOf(texts[locale])) {
      const bound = whatBinds(words);
      if (bound === undefined) continue;
      context.addIssue({
        code: 'custom',
        path: ['texts', locale, ...field],
        message: `"${bound}" hides the way out: nothing of the catalogue may keep the customer from cancelling or complaining`,
      });
    }
  }
}

const sentencesOf = (
  text: RewardText & Partial<OfferText>,
): readonly { readonly field: (string | number)[]; readonly words: string }[] => [
  { field: ['title'], words: text.title },
  { field: ['whatYouGet'], words: text.whatYouGet },
  ...text.conditions.map((words, index) => ({ field: ['conditions', index], words })),
  ...(text.why === undefined ? [] : [{ field: ['why'], words: text.why }]),
];

/**
 * A catalogue as a firm writes it. An edition that was read may be sent back: its number, date and the versions of
 * its offers are left out of account, for applying gives new ones.
 */
export const catalogueDraftSchema = z.strictObject({
  ...catalogueTerms,
  edition: z.int().nonnegative().optional(),
  appliedAt: z.string().nullish(),
  appliedBy: z.string().nullish(),
  offers: z
    .array(draftOfferSchema)
    .min(1, 'a catalogue has at least one offer')
    .max(OFFERS_MOST)
    .refine(eachOnce, twice),
  rewards: z.array(draftRewardSchema).max(REWARDS_MOST).refine(eachOnce, twice).optional(),
});
export type CatalogueDraft = z.infer<typeof catalogueDraftSchema>;

type Kind = CatalogueOffer | Reward;

/** The version in the next edition: what changed gets the next one, for the old one was promised. */
function withVersion<K extends Kind>(draft: K, before: readonly K[]): K {
  const known = before.find(({ id }) => id === draft.id);
  if (!known) return draft;
  const isSame = differences(known.id, { ...known, version: 0 }, { ...draft, version: 0 }).length === 0;
  return { ...draft, version: isSame ? known.version : known.version + 1 };
}

/** The edition that a draft becomes, or undefined when it would change nothing. */
export function nextEdition(
  current: Edition,
  draft: CatalogueDraft,
  when: { readonly at: Instant; readonly by: string },
): Edition | undefined {
  const next: Edition = {
    edition: current.edition + 1,
    appliedAt: when.at,
    appliedBy: when.by,
    offersPerYear: draft.offersPerYear,
    ...(draft.budgetPerMonth !== undefined && { budgetPerMonth: draft.budgetPerMonth }),
    warnAtShare: draft.warnAtShare,
    offers: draft.offers.map((offer) => withVersion(offer, current.offers)),
    ...(draft.rewards && {
      rewards: draft.rewards.map((reward) => withVersion(reward, rewardsIn(current))),
    }),
  };
  return changesBetween(current, next).length === 0 ? undefined : next;
}

/** One difference between two editions, for a person to read before it is applied. */
export interface CatalogueChange {
  readonly kind: 'added' | 'removed' | 'changed';
  /** Where: an offer's id, `rewards.` and a reward's, or a dotted path below it or below the catalogue. */
  readonly path: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** All in which two editions differ, in the order of the catalogue. */
export function changesBetween(before: Terms, after: Terms): readonly CatalogueChange[] {
  const top = (['offersPerYear', 'budgetPerMonth', 'warnAtShare'] as const).flatMap((path) =>
    differences(path, before[path], after[path]),
  );
  return [
    ...top,
    ...changesOf('', before.offers, after.offers),
    ...changesOf('rewards.', rewardsIn(before), rewardsIn(after)),
  ];
}

type Terms = Pick<Edition, 'offers' | 'rewards' | 'offersPerYear' | 'budgetPerMonth' | 'warnAtShare'>;

function changesOf(place: string, before: readonly Kind[], after: readonly Kind[]): CatalogueChange[] {
  const kept = after.flatMap((one): CatalogueChange[] => {
    const known = before.find(({ id }) => id === one.id);
    if (!known) return [{ kind: 'added', path: `${place}${one.id}`, after: one.texts.en.title }];
    return differences(`${place}${one.id}`, { ...known, version: 0 }, { ...one, version: 0 });
  });
  const removed = before
    .filter(({ id }) => !after.some((one) => one.id === id))
    .map(({ id, texts }): CatalogueChange => ({
      ...{ kind: 'removed', path: `${place}${id}`, before: texts.en.title },
    }));
  return [...kept, ...removed];
}

function differences(path: string, before: unknown, after: unknown): CatalogueChange[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(`${path}.${name}`, before[name], after[name]));
  }
  const [was, is] = [JSON.stringify(before), JSON.stringify(after)];
  if (was === is) return [];
  // A field that is absent has no JSON, and is left out of the answer.
  return [{ kind: 'changed', path, before: was, after: is }];
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
