import { useEffect, useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { callApi } from '../shared/call-api.ts';
import { linkPath, useLinked } from '../shared/linked.ts';
import { NotOpen } from '../shared/not-open.tsx';
import { Opening } from '../shared/opening.tsx';
import { pageContext } from '../shared/page-context.ts';
import { announce, startTokenPage } from '../shared/token-page.tsx';
import { wordsOfFailures } from '../words/failures.ts';
import { wordsOfUnsubscribe } from '../words/unsubscribe.ts';

const { locale } = pageContext();
const words = wordsOfUnsubscribe[locale];

/** What `GET` and `POST /api/unsubscribe/{token}` answer; the address is masked. */
const Subscription = z.object({ status: z.enum(['subscribed', 'unsubscribed']), address: z.string() });
type Subscription = z.infer<typeof Subscription>;

function UnsubscribePage({ token }: { readonly token: string }) {
  const { linked, reload } = useLinked('unsubscribe', token, Subscription);
  if (linked.state === 'refused') return <NotOpen refusal={linked.refusal} retry={reload} />;
  if (linked.state === 'opening') return <Opening page="unsubscribe" />;
  return <SubscriptionOf first={linked.value} token={token} />;
}

/** Opening the page changes nothing, since link scanners open pages too; only the button acts. */
function SubscriptionOf({ first, token }: { readonly first: Subscription; readonly token: string }) {
  const [subscription, setSubscription] = useState(first);
  const [stopping, setStopping] = useState(false);
  const [error, setError] = useState<string>();
  const done = subscription.status === 'unsubscribed';
  const title = done ? words.doneTitle : words.askTitle;
  useEffect(() => {
    announce(title);
  }, [title]);
  const stop = async (): Promise<void> => {
    if (stopping) return;
    setStopping(true);
    setError(undefined);
    const answer = await callApi({ path: linkPath('unsubscribe', token), body: '{}', answer: Subscription });
    setStopping(false);
    if (answer.ok) setSubscription(answer.value);
    else
      setError(
        answer.status === null ? wordsOfFailures[locale].notSentUnreachable : wordsOfFailures[locale].notSent,
      );
  };
  return (
    <>
      <h1 tabIndex={-1}>{title}</h1>
      <p>{done ? words.doneText(subscription.address) : words.askText(subscription.address)}</p>
      <p>{words.still}</p>
      {error !== undefined && (
        <div class="errors" role="alert">
          <p>{error}</p>
        </div>
      )}
      {!done && (
        <p>
          <button type="button" aria-disabled={stopping} onClick={() => void stop()}>
            {stopping ? words.stopping : words.stop}
          </button>
        </p>
      )}
    </>
  );
}

startTokenPage((token) => <UnsubscribePage token={token} />);
