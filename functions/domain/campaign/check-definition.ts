import type { CatalogueOffer } from '../offer/catalogue.ts';
import { CAMPAIGN_CATEGORY } from '../offer/eligibility.ts';
import { checkRule } from '../segment/check.ts';
import type { CampaignDefinition, CampaignStep } from './definition.ts';
import { entersOneByOne } from './patience.ts';

export interface DefinitionProblem {
  readonly path: string;
  readonly message: string;
}

/** Sums of shares are compared as people write them: three thirds of 0.333 are whole enough. */
const SHARE_SLACK = 0.005;

/** Everything about a campaign that has the right form and still makes no sense. */
export function checkDefinition(definition: CampaignDefinition): readonly DefinitionProblem[] {
  const { steps } = definition;
  const problems: DefinitionProblem[] = checkRule(definition.segment).map(({ path, message }) => ({
    path: join('segment', path),
    message,
  }));
  const places = new Map<string, number>();
  steps.forEach((step, place) => {
    if (places.has(step.id))
      problems.push({ path: `steps.${place}.id`, message: `"${step.id}" is there twice` });
    else places.set(step.id, place);
  });
  steps.forEach((step, place) => {
    problems.push(...problemsOf(step, place, steps, places));
  });
  if (!steps.some(({ do: what }) => ['mail', 'ask', 'offer', 'hand-over'].includes(what)))
    problems.push({ path: 'steps', message: 'nothing is done: there is no mail, ask, offer or hand-over' });
  problems.push(...problemsOfTrigger(definition));
  return problems;
}

/** What comes back needs a word about when the same customer may enter again. */
const comesBack = {
  festival: 'a festival comes back',
  crosses: 'a line can be crossed again',
  happens: 'it can happen again',
} as const;

function problemsOfTrigger({ trigger, again, patienceDays }: CampaignDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  if (patienceDays !== undefined && !entersOneByOne({ trigger }))
    problems.push({
      path: 'patienceDays',
      message:
        'is for triggers "crosses" and "happens"; who is turned away by any other is looked at again with everybody',
    });
  if (trigger.when !== 'asked' && trigger.when !== 'daily' && again === undefined)
    problems.push({
      path: 'again',
      message: `${comesBack[trigger.when]}: say after how many days a customer may enter again`,
    });
  if (trigger.when !== 'crosses') return problems;
  if (trigger.back >= trigger.from)
    problems.push({
      path: 'trigger.back',
      message: `must be below ${trigger.from}, or somebody at the line would cross it every day`,
    });
  if (trigger.what === 'risk' && trigger.from > 1)
    problems.push({ path: 'trigger.from', message: 'risk is a chance between 0 and 1, such as 0.5' });
  return problems;
}

const join = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('.');

function problemsOf(
  step: CampaignStep,
  place: number,
  steps: readonly CampaignStep[],
  places: ReadonlyMap<string, number>,
): DefinitionProblem[] {
  const at = `steps.${place}`;
  if (step.do === 'mail') {
    const sum = step.variants.reduce((total, { share }) => total + share, 0);
    return [
      ...(Math.abs(sum - 1) > SHARE_SLACK
        ? [
            {
              path: `${at}.variants`,
              message: `the shares add up to ${Math.round(sum * 1000) / 1000}, not 1`,
            },
          ]
        : []),
      ...twice(step.variants.map(({ name }) => name)).map((name) => ({
        path: `${at}.variants`,
        message: `"${name}" is there twice`,
      })),
    ];
  }
  if (step.do === 'ask')
    return twice(step.answers.map(({ id }) => id)).map((id) => ({
      path: `${at}.answers`,
      message: `"${id}" is there twice`,
    }));
  if (step.do === 'offer') return problemsOfOffer(step, at);
  if (step.do !== 'branch') return [];
  return [
    ...leadsOn(step.otherwise, `${at}.otherwise`, place, places),
    ...step.cases.flatMap((one, n) => {
      const here = `${at}.cases.${n}`;
      if ([one.answer, one.offer, one.rule].filter((asked) => asked !== undefined).length !== 1)
        return [{ path: here, message: 'needs one of "answer", "offer" and "rule"' }];
      const asked = steps[places.get(one.answer?.step ?? '') ?? -1];
      const isAnswer = asked?.do === 'ask' && asked.answers.some(({ id }) => id === one.answer?.is);
      return [
        ...leadsOn(one.go, `${here}.go`, place, places),
        ...(one.answer && !isAnswer
          ? [{ path: `${here}.answer`, message: `no step "${one.answer.step}" asks for "${one.answer.is}"` }]
          : []),
        ...(one.offer && steps[places.get(one.offer.step) ?? -1]?.do !== 'offer'
          ? [{ path: `${here}.offer`, message: `no step "${one.offer.step}" makes an offer` }]
          : []),
        ...(one.rule
          ? checkRule(one.rule).map(({ path, message }) => ({ path: join(here, 'rule', path), message }))
          : []),
      ];
    }),
  ];
}

function problemsOfOffer(step: CampaignStep & { readonly do: 'offer' }, at: string): DefinitionProblem[] {
  if ((step.offers === undefined) === (step.choose === undefined))
    return [{ path: at, message: 'needs either "offers" (ids of the catalogue) or "choose": true' }];
  return twice(step.offers ?? []).map((id) => ({ path: `${at}.offers`, message: `"${id}" is there twice` }));
}

/** Named offers that the catalogue in force does not have, or keeps for complaints. */
export function checkOffers(
  { steps }: Pick<CampaignDefinition, 'steps'>,
  catalogue: readonly Pick<CatalogueOffer, 'id' | 'eligibility'>[],
): readonly DefinitionProblem[] {
  const allowed = catalogue.filter(({ eligibility }) => eligibility.categories.includes(CAMPAIGN_CATEGORY));
  const problemOf = (id: string): string | undefined => {
    if (allowed.some((offer) => offer.id === id)) return undefined;
    return catalogue.some((offer) => offer.id === id)
      ? `the catalogue keeps "${id}" for complaints: add "${CAMPAIGN_CATEGORY}" to its categories`
      : `the catalogue has no offer "${id}"`;
  };
  return steps.flatMap((step, place) => {
    if (step.do !== 'offer') return [];
    if (step.choose && allowed.length === 0)
      return [
        { path: `steps.${place}.choose`, message: `no offer has "${CAMPAIGN_CATEGORY}" in its categories` },
      ];
    return (step.offers ?? []).flatMap((id, n) => {
      const message = problemOf(id);
      return message === undefined ? [] : [{ path: `steps.${place}.offers.${n}`, message }];
    });
  });
}

/** Forward only, so that every way through comes to an end. */
function leadsOn(
  to: string,
  path: string,
  from: number,
  places: ReadonlyMap<string, number>,
): DefinitionProblem[] {
  const place = places.get(to);
  if (place === undefined) return [{ path, message: `there is no step "${to}"` }];
  return place > from ? [] : [{ path, message: `leads back to "${to}"; a campaign goes forward only` }];
}

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, place) => names.indexOf(name) !== place)),
];
