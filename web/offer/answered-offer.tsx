import { useEffect } from 'preact/hooks';
import type { ComponentChild } from 'preact';
import { pageContext } from '../shared/page-context.ts';
import { announce } from '../shared/token-page.tsx';
import { wordsOfOffer } from '../words/offer.ts';
import { CaseNumber, RemedyCard } from './open-offer.tsx';
import type { OfferView, Standing } from './offer-view.ts';

interface AnsweredOfferProps {
  readonly view: OfferView;
  readonly standing: Exclude<Standing, 'open'>;
  readonly choices: ComponentChild;
}

/** An offer that is answered or over: what is recorded, and what happens next. */
export function AnsweredOffer({ view, standing, choices }: AnsweredOfferProps) {
  const words = wordsOfOffer[pageContext().locale];
  const ending =
    standing === 'declined' && view.caseNumber === null ? words.declinedWithoutCase : words.endings[standing];
  useEffect(() => {
    announce(ending.title);
  }, [ending.title]);
  return (
    <>
      <h1 tabIndex={-1}>{ending.title}</h1>
      {view.offer !== null && <p class="lead">{view.offer.title}</p>}
      {typeof view.voucherCode === 'string' && (
        <p>
          {words.voucherCode} <strong translate={false}>{view.voucherCode}</strong>
        </p>
      )}
      <h2>{words.nextTitle}</h2>
      {ending.next.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <RemedyCard view={view} />
      <CaseNumber view={view} />
      {choices}
    </>
  );
}
