import { questionEndsAt } from '../domain/campaign/question.ts';
import type { CampaignStep } from '../domain/campaign/definition.ts';
import { localeFor, type Locale } from '../domain/language.ts';
import type { Campaigns, Question } from '../ports/campaigns.ts';
import type { Customers } from '../ports/customers.ts';
import type { Clock, Links } from '../ports/world.ts';

export interface AnswerCampaignDeps {
  readonly campaigns: Pick<Campaigns, 'question' | 'definition' | 'journeys' | 'saveJourney' | 'countAnswer'>;
  readonly customers: Pick<Customers, 'byId'>;
  readonly links: Pick<Links, 'idIn' | 'isGenuine'>;
  readonly clock: Clock;
}

/** What the page of a question shows. */
interface ShownQuestion {
  readonly locale: Locale;
  readonly question: string;
  readonly answers: readonly { readonly id: string; readonly words: string }[];
  /** The answer that was given, which stands. */
  readonly given: string | undefined;
}

/** Shows the question; looking records nothing, since link scanners look too. Undefined for a link that is not ours, or too old. */
export async function showQuestion(
  deps: AnswerCampaignDeps,
  token: string,
): Promise<ShownQuestion | undefined> {
  return (await find(deps, token))?.shown;
}

/** Races at most with another click on the same mail. */
const ATTEMPTS = 3;

/**
 * Records an answer, the first one; the next step then no longer waits. After the wait it is still recorded, and changes
 * nothing of what was done meanwhile.
 */
export async function answerQuestion(
  deps: AnswerCampaignDeps,
  token: string,
  answer: string,
): Promise<
  | { readonly kind: 'recorded' | 'answered-before'; readonly shown: ShownQuestion }
  | { readonly kind: 'unknown' | 'no-such-answer' }
> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const found = await find(deps, token);
    if (!found) return { kind: 'unknown' };
    const { shown, question, journey, step } = found;
    const answered = { ...question, to: question.ulid };
    if (shown.given !== undefined) {
      // The step that kept it may have been cut short before it counted.
      await deps.campaigns.countAnswer(answered);
      return { kind: 'answered-before', shown };
    }
    if (!step.answers.some(({ id }) => id === answer)) return { kind: 'no-such-answer' };
    const at = deps.clock.now();
    const isWaiting = journey.dueAt !== undefined && journey.done.at(-1)?.step === step.id;
    const saved = await deps.campaigns.saveJourney({
      ...journey,
      version: journey.version + 1,
      answers: { ...journey.answers, [step.id]: { answer, at } },
      ...(isWaiting && { dueAt: at }),
    });
    if (saved === 'stale') continue;
    await deps.campaigns.countAnswer(answered);
    return { kind: 'recorded', shown: { ...shown, given: answer } };
  }
  throw new Error('an answer keeps racing with another');
}

async function find(deps: AnswerCampaignDeps, token: string) {
  const ulid = deps.links.idIn(token);
  const question: Question | undefined = ulid === undefined ? undefined : await deps.campaigns.question(ulid);
  if (!question || deps.clock.now() >= question.expiresAt) return undefined;
  if (!(await deps.links.isGenuine(token, 'question', question.ulid, question.expiresAt))) return undefined;
  const { campaignId, customerId } = question;
  const journey = (await deps.campaigns.journeys(campaignId, [customerId])).get(customerId);
  const kept = journey && (await deps.campaigns.definition(campaignId, journey.definition));
  const step = kept?.definition.steps.find(
    (one): one is CampaignStep & { readonly do: 'ask' } => one.do === 'ask' && one.id === question.step,
  );
  // Who enters again is asked again: an answer to the question of an earlier way is none to this one.
  const isOfThisWay = journey?.done.some(
    ({ step: id, at }) => step?.id === id && questionEndsAt(step, at) === question.expiresAt,
  );
  if (!journey || !step || isOfThisWay !== true) return undefined;
  const customer = await deps.customers.byId(customerId);
  const locale = localeFor(customer?.locale, 'und', 'en');
  const shown: ShownQuestion = {
    locale,
    question: step.texts[locale].point,
    answers: step.answers.map(({ id, words }) => ({ id, words: words[locale] })),
    given: journey.answers[step.id]?.answer,
  };
  return { shown, question, journey, step };
}
