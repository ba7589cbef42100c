import { caseLine } from '../../domain/case/case-line.ts';
import { lastAssessment } from '../../domain/case/last-assessment.ts';
import type { ChurnModel } from '../../domain/churn/score.ts';
import { reasonText } from '../../domain/churn/reason-text.ts';
import { reasonInWords } from '../../domain/escalation/reason.ts';
import type { Locale } from '../../domain/language.ts';
import type { Edition } from '../../domain/offer/edition.ts';
import type { Offer } from '../../domain/offer/offer.ts';
import type { RankedOffer } from '../../domain/offer/rank.ts';
import { whyNotWords } from '../../domain/offer/eligibility.ts';
import type { CaseFile } from '../../ports/cases.ts';
import type { Firm } from '../../use-cases/firm.ts';
import { offerInWords } from '../../use-cases/offer-in-words.ts';

interface CaseDetail {
  readonly file: CaseFile;
  readonly offer: Offer | undefined;
  /** What a person may offer now, and the catalogue it is from. */
  readonly choice:
    { readonly ranked: readonly RankedOffer[]; readonly weighed: { readonly edition: Edition } } | undefined;
}

/** Everything a handler needs on one page: what was said, what was decided and why, and what can be offered now. */
export function caseDetail(
  { file, offer, choice }: CaseDetail,
  firm: Firm,
  model: ChurnModel,
  locale: Locale,
) {
  const { case: record, messages, facts, mails, links = [] } = file;
  return {
    ...caseLine(record),
    channel: record.channel,
    locale: record.locale,
    orderRef: record.orderRef ?? null,
    claimedCustomer: record.claimedCustomer ?? null,
    customerId: record.assessed?.customerId ?? null,
    triage: record.triaged ?? null,
    assessment: record.assessed ?? null,
    riskReasons: riskReasons(file, model, locale),
    remedy: record.remedy ?? null,
    offer: offer ? { ...offer, title: offerInWords(firm, locale, offer).title } : null,
    person: record.person
      ? {
          ...record.person,
          reasonWords: record.person.reasons.map((reason) => reasonInWords(reason, locale)),
        }
      : null,
    rankedOffers: (choice?.ranked ?? []).map((one) => ({
      ...one,
      title: offerInWords(firm, locale, { ...textsOf(choice, one), cost: one.cost ?? 0 }).title,
      ...(one.whyNot && { whyNotWords: whyNotWords[one.whyNot][locale] }),
    })),
    rootCause: record.rootCause ?? null,
    resolvedAt: record.resolvedAt ?? null,
    closeAt: record.closeAt ?? null,
    cancellationAt: record.cancellationAt ?? null,
    messages,
    /** Other cases of the same episode, and mails that came again. */
    links,
    addresses: record.addresses,
    facts: facts.map(({ id, number, at, by, happened }) => ({ id, number, at, by, ...happened })),
    mails: mails.map(({ purpose, number, to, status, sentAt }) => ({
      purpose,
      number,
      to,
      status,
      sentAt: sentAt ?? null,
    })),
  };
}

function textsOf(choice: CaseDetail['choice'], { catalogueId }: RankedOffer) {
  const texts = choice?.weighed.edition.offers.find(({ id }) => id === catalogueId)?.texts;
  return { catalogueId, ...(texts && { texts }) };
}

function riskReasons(file: CaseFile, model: ChurnModel, locale: Locale) {
  return (lastAssessment(file.facts)?.risk ?? []).map(({ feature, value, contribution }) => {
    const known = model.features.find((one) => one.name === feature);
    return {
      feature,
      value,
      contribution,
      text: known ? reasonText(known, value, contribution, locale) : feature,
    };
  });
}
