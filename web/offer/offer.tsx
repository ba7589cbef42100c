import { useEffect, useState } from 'preact/hooks';
import { callApi } from '../shared/call-api.ts';
import { linkPath, useLinked } from '../shared/linked.ts';
import { NotOpen } from '../shared/not-open.tsx';
import { Opening } from '../shared/opening.tsx';
import { pageContext } from '../shared/page-context.ts';
import { followLanguageOf, startTokenPage } from '../shared/token-page.tsx';
import { wordsOfFailures } from '../words/failures.ts';
import { wordsOfOffer } from '../words/offer.ts';
import { Choices, type Choice } from './choices.tsx';
import { AnsweredOffer } from './answered-offer.tsx';
import { OpenOffer } from './open-offer.tsx';
import { Decided, OfferView, recordedStatus, type OfferAnswer, type Standing } from './offer-view.ts';

const { locale } = pageContext();
const words = wordsOfOffer[locale];

function OfferPage({ token }: { readonly token: string }) {
  const { linked, reload } = useLinked('offers', token, OfferView);
  useEffect(() => {
    if (linked.state === 'open') followLanguageOf(linked.value.locale);
  }, [linked]);
  if (linked.state === 'refused') return <NotOpen refusal={linked.refusal} retry={reload} />;
  if (linked.state === 'opening') return <Opening page="offer" />;
  return <Offer view={linked.value} token={token} />;
}

function Offer({ view, token }: { readonly view: OfferView; readonly token: string }) {
  const [standing, setStanding] = useState<Standing>(view.status);
  const [sending, setSending] = useState<OfferAnswer>();
  const [error, setError] = useState<string>();

  const answer = async (given: OfferAnswer): Promise<void> => {
    if (sending !== undefined) return;
    setSending(given);
    setError(undefined);
    const result = await callApi({
      path: linkPath('offers', token),
      body: JSON.stringify({ answer: given }),
      answer: Decided,
    });
    setSending(undefined);
    if (result.ok) setStanding(result.value.status);
    else if (result.status === 410) setStanding('late');
    else if (result.status === 409) setStanding(recordedStatus(result.problem.recorded) ?? view.status);
    else
      setError(
        result.status === null ? wordsOfFailures[locale].notSentUnreachable : wordsOfFailures[locale].notSent,
      );
  };
  const choices = <Choices choices={choicesOf(standing)} sending={sending} error={error} answer={answer} />;
  if (standing === 'open' && view.offer !== null) {
    return <OpenOffer view={view} offer={view.offer} choices={choices} />;
  }
  return (
    <AnsweredOffer view={view} standing={standing === 'open' ? 'expired' : standing} choices={choices} />
  );
}

/** What can still be said. Cancelling is never taken away, except from someone who has just done it. */
function choicesOf(standing: Standing): readonly Choice[] {
  const cancel: Choice = { answer: 'cancel-contract', label: words.answers['cancel-contract'] };
  const call: Choice = { answer: 'call-me', label: words.answers['call-me'] };
  if (standing === 'cancel-contract') return [];
  if (standing === 'expired') return [{ answer: 'accept', label: words.stillWant }, call, cancel];
  if (standing !== 'open') return [cancel];
  return [
    { answer: 'accept', label: words.answers.accept, primary: true },
    { answer: 'decline', label: words.answers.decline },
    call,
    cancel,
  ];
}

startTokenPage((token) => <OfferPage token={token} />);
