import { useRef, useState } from 'preact/hooks';
import * as z from 'zod/mini';
import { callApi } from '../shared/call-api.ts';
import { linkPath } from '../shared/linked.ts';
import { pageContext } from '../shared/page-context.ts';
import { tabStore } from '../shared/tab-store.ts';
import { wordsOfCase } from '../words/case.ts';
import { wordsOfFailures } from '../words/failures.ts';

/** A message being written; its key stays while its text does, so that a second try counts once. */
const MessageDraft = z.object({ caseNumber: z.string(), text: z.string(), key: z.string() });

const store = tabStore('amends.message', MessageDraft);

interface AddMessageProps {
  readonly token: string;
  readonly caseNumber: string;
  /** Called when the API has the message. */
  readonly sent: () => Promise<void>;
}

type Progress = 'writing' | 'sending' | 'sent';

/** The box under the conversation. */
export function AddMessage({ token, caseNumber, sent }: AddMessageProps) {
  const { locale } = pageContext();
  const words = wordsOfCase[locale];
  const kept = store.read();
  const [draft, setDraft] = useState(
    kept?.caseNumber === caseNumber ? kept : { caseNumber, text: '', key: crypto.randomUUID() },
  );
  const [progress, setProgress] = useState<Progress>('writing');
  const [error, setError] = useState<string>();
  const box = useRef<HTMLTextAreaElement>(null);

  const write = (text: string): void => {
    const next = { caseNumber, text, key: crypto.randomUUID() };
    setDraft(next);
    setProgress('writing');
    store.write(next);
  };
  const refuse = (message: string): void => {
    setProgress('writing');
    setError(message);
    box.current?.focus();
  };
  const send = async (): Promise<void> => {
    if (progress === 'sending') return;
    const text = draft.text.trim();
    if (text === '') {
      refuse(words.missing);
      return;
    }
    setError(undefined);
    setProgress('sending');
    const answer = await callApi({
      path: `${linkPath('cases', token)}/messages`,
      body: JSON.stringify({ text }),
      key: draft.key,
      answer: z.unknown(),
    });
    if (!answer.ok) {
      const failures = wordsOfFailures[locale];
      if (answer.status === null) refuse(failures.notSentUnreachable);
      else refuse(answer.status === 400 || answer.status === 413 ? words.refused : failures.notSent);
      return;
    }
    setDraft({ caseNumber, text: '', key: crypto.randomUUID() });
    store.clear();
    setProgress('sent');
    await sent();
  };

  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{words.addTitle}</h2>
      <div class="field">
        <label for="message">{words.addLabel}</label>
        <p class="hint" id="message-hint">
          {words.addHint}
        </p>
        {error !== undefined && (
          <p class="error" id="message-error">
            {error}
          </p>
        )}
        <textarea
          id="message"
          rows={4}
          ref={box}
          value={draft.text}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? 'message-hint' : 'message-hint message-error'}
          onInput={(event) => {
            write(event.currentTarget.value);
          }}
        />
      </div>
      <p>
        <button type="submit" aria-disabled={progress === 'sending'}>
          {progress === 'sending' ? words.sending : words.send}
        </button>
      </p>
      <p role="status" class="quiet">
        {progress === 'sent' ? words.sent : ''}
      </p>
    </form>
  );
}
