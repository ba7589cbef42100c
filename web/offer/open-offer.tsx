import { useEffect } from 'preact/hooks';
import type { ComponentChild } from 'preact';
import { promisedDay } from '../../functions/domain/page/promised-day.ts';
import { pageContext } from '../shared/page-context.ts';
import { announce } from '../shared/token-page.tsx';
import { wordsOfOffer } from '../words/offer.ts';
import type { OfferView } from './offer-view.ts';

interface OpenOfferProps {
  readonly view: OfferView;
  readonly offer: NonNullable<OfferView['offer']>;
  readonly choices: ComponentChild;
}

/** An offer that can be answered: what is owed first, then what is given, then the answers. */
export function OpenOffer({ view, offer, choices }: OpenOfferProps) {
  const { locale } = pageContext();
  const words = wordsOfOffer[locale];
  useEffect(() => {
    announce(offer.title);
  }, [offer.title]);
  return (
    <>
      <h1 tabIndex={-1}>{offer.title}</h1>
      <CaseNumber view={view} />
      <RemedyCard view={view} />
      <section class="card">
        <dl class="terms">
          <dt>{words.whatYouGet}</dt>
          <dd class="main-term">{offer.whatYouGet}</dd>
          <dt>{words.cost}</dt>
          <dd>{offer.cost}</dd>
          <dt>{words.validUntil}</dt>
          <dd>{promisedDay(offer.validUntil, locale, view.timeZone)}</dd>
          <dt>{words.why}</dt>
          <dd>{offer.why}</dd>
          <dt>{words.howChosen}</dt>
          <dd>{offer.howChosen}</dd>
          {offer.conditions.length > 0 && (
            <>
              <dt>{words.conditions}</dt>
              <dd>
                <ul>
                  {offer.conditions.map((condition) => (
                    <li key={condition}>{condition}</li>
                  ))}
                </ul>
              </dd>
            </>
          )}
        </dl>
      </section>
      <h2>{words.answerTitle}</h2>
      <p class="quiet">{words.answerHint}</p>
      {choices}
    </>
  );
}

/** What is owed and granted already; it does not hang on the answer. */
export function RemedyCard({ view }: { readonly view: OfferView }) {
  const words = wordsOfOffer[pageContext().locale];
  if (view.remedy === null) return null;
  return (
    <section class="card remedy">
      <h2>{words.remedyTitle}</h2>
      <p class="said">{view.remedy.text}</p>
      <p class="quiet">{words.remedyNote}</p>
    </section>
  );
}

/** The case that the offer is on, where it is on one. */
export function CaseNumber({ view }: { readonly view: OfferView }) {
  if (view.caseNumber === null) return null;
  return (
    <p class="quiet">
      {wordsOfOffer[pageContext().locale].caseNumber} <span translate={false}>{view.caseNumber}</span>
    </p>
  );
}
