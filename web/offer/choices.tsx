import { useEffect, useRef, useState } from 'preact/hooks';
import { pageContext } from '../shared/page-context.ts';
import { wordsOfOffer } from '../words/offer.ts';
import type { OfferAnswer } from './offer-view.ts';

export interface Choice {
  readonly answer: OfferAnswer;
  readonly label: string;
  readonly primary?: boolean;
}

interface ChoicesProps {
  readonly choices: readonly Choice[];
  readonly sending: OfferAnswer | undefined;
  readonly error: string | undefined;
  readonly answer: (given: OfferAnswer) => Promise<void>;
}

/** The answers as buttons, all of one size. Ending a contract asks once, since a slip there costs a customer dear. */
export function Choices({ choices, sending, error, answer }: ChoicesProps) {
  const words = wordsOfOffer[pageContext().locale];
  const [asking, setAsking] = useState(false);
  const errorBox = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error !== undefined) errorBox.current?.focus();
  }, [error]);
  if (choices.length === 0) return null;
  const choose = (given: OfferAnswer): void => {
    if (given === 'cancel-contract') setAsking(true);
    else void answer(given);
  };
  return (
    <>
      {error !== undefined && (
        <div class="errors" role="alert" tabIndex={-1} ref={errorBox}>
          <p>{error}</p>
        </div>
      )}
      {asking ? (
        <AskCancel
          sending={sending !== undefined}
          yes={() => void answer('cancel-contract')}
          back={() => {
            setAsking(false);
          }}
        />
      ) : (
        <div
          class={choices[0]?.primary === true ? 'answers' : 'pair-of-buttons'}
          role="group"
          aria-label={words.answerTitle}
        >
          {choices.map((choice) => (
            <button
              key={choice.answer}
              type="button"
              class={choice.primary === true ? undefined : 'plain'}
              aria-disabled={sending !== undefined}
              onClick={() => {
                choose(choice.answer);
              }}
            >
              {choice.label}
            </button>
          ))}
        </div>
      )}
      <p role="status" class="quiet">
        {sending === undefined ? '' : words.sending}
      </p>
    </>
  );
}

interface AskCancelProps {
  readonly sending: boolean;
  readonly yes: () => void;
  readonly back: () => void;
}

function AskCancel({ sending, yes, back }: AskCancelProps) {
  const words = wordsOfOffer[pageContext().locale];
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section class="card">
      <h3 tabIndex={-1} ref={heading}>
        {words.askCancelTitle}
      </h3>
      <p>{words.askCancelText}</p>
      <div class="pair-of-buttons">
        <button type="button" class="plain" aria-disabled={sending} onClick={yes}>
          {words.cancelYes}
        </button>
        <button type="button" class="plain" aria-disabled={sending} onClick={back}>
          {words.cancelBack}
        </button>
      </div>
    </section>
  );
}
