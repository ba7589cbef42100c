import { useEffect, useState } from 'preact/hooks';
import { wordsOfFailures } from '../words/failures.ts';
import { announce } from './token-page.tsx';
import type { Refusal } from './call-api.ts';
import { pageContext } from './page-context.ts';

/** What a page says when its link does not open: what happened, what is safe, what to do next. */
export function NotOpen({
  refusal,
  retry,
}: {
  readonly refusal: Refusal;
  readonly retry: () => Promise<void>;
}) {
  const { locale, settings } = pageContext();
  const words = wordsOfFailures[locale];
  const [trying, setTrying] = useState(false);
  const kind = refusal.status === 404 ? 'unknown' : refusal.status === null ? 'unreachable' : 'failed';
  useEffect(() => {
    announce(words[kind].title);
  }, [kind]);
  const again = (): void => {
    if (trying) return;
    setTrying(true);
    void retry().finally(() => {
      setTrying(false);
    });
  };
  return (
    <>
      <h1 tabIndex={-1}>{words[kind].title}</h1>
      <p>{words[kind].text}</p>
      {kind === 'unknown' ? (
        <p>
          {words.orWrite} <a href={`mailto:${settings.intakeAddress}`}>{settings.intakeAddress}</a>
        </p>
      ) : (
        <p>
          <button type="button" class="plain" aria-disabled={trying} onClick={again}>
            {words.again}
          </button>
        </p>
      )}
    </>
  );
}
