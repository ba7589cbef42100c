import { useEffect } from 'preact/hooks';
import { fileSize } from '../../functions/domain/page/attached-files.ts';
import { dayAndTime, promisedDay } from '../../functions/domain/page/promised-day.ts';
import { useLinked } from '../shared/linked.ts';
import { NotOpen } from '../shared/not-open.tsx';
import { Opening } from '../shared/opening.tsx';
import { pageContext } from '../shared/page-context.ts';
import { announce, followLanguageOf, startTokenPage } from '../shared/token-page.tsx';
import { wordsOfCase } from '../words/case.ts';
import { AddMessage } from './add-message.tsx';
import { CaseView, isPromiseOpen, stepsOf, type CaseStatus, type Message } from './case-view.ts';

const { locale, settings } = pageContext();
const words = wordsOfCase[locale];

function CasePage({ token }: { readonly token: string }) {
  const { linked, reload } = useLinked('cases', token, CaseView);
  useEffect(() => {
    if (linked.state === 'open') followLanguageOf(linked.value.locale);
  }, [linked]);
  if (linked.state === 'refused') return <NotOpen refusal={linked.refusal} retry={reload} />;
  if (linked.state === 'opening') return <Opening page="case" />;
  return <OpenCase view={linked.value} token={token} reload={reload} />;
}

interface OpenCaseProps {
  readonly view: CaseView;
  readonly token: string;
  readonly reload: () => Promise<void>;
}

function OpenCase({ view, token, reload }: OpenCaseProps) {
  const status = words.status[view.status];
  const answerBy = promisedDay(view.answerBy, locale, view.timeZone);
  useEffect(() => {
    announce(status.title);
  }, [view.status]);
  return (
    <>
      <h1 tabIndex={-1}>{status.title}</h1>
      <p class="lead">{status.text(answerBy)}</p>
      <Steps status={view.status} />
      <dl class="facts card">
        <div>
          <dt>{words.number}</dt>
          <dd translate={false}>{view.caseNumber}</dd>
        </div>
        <div>
          <dt>{words.receivedOn}</dt>
          <dd>{dayAndTime(view.receivedAt, locale, view.timeZone)}</dd>
        </div>
        {isPromiseOpen(view.status) && (
          <div>
            <dt>{words.answerBy}</dt>
            <dd>{answerBy}</dd>
          </div>
        )}
        <div class="wide">
          <dt>{words.subject}</dt>
          <dd>{view.subject}</dd>
        </div>
      </dl>
      {view.remedy !== null && (
        <section class="card remedy">
          <h2>{words.remedyTitle}</h2>
          <p class="said">{view.remedy.text}</p>
        </section>
      )}
      {view.offer?.status === 'open' && (
        <section class="card">
          <h2>{words.offerTitle}</h2>
          <p>{words.offerText}</p>
          <p>
            <a class="button plain" href={view.offer.url}>
              {words.offerLink}
            </a>
          </p>
        </section>
      )}
      <section class="conversation">
        <h2>{words.conversation}</h2>
        {view.messages.length === 0 ? (
          <p class="quiet">{words.noMessages}</p>
        ) : (
          <ol class="messages">
            {view.messages.map((message) => (
              <MessageItem key={message.id} message={message} timeZone={view.timeZone} />
            ))}
          </ol>
        )}
      </section>
      {view.canMessage && <AddMessage token={token} caseNumber={view.caseNumber} sent={reload} />}
    </>
  );
}

function Steps({ status }: { readonly status: CaseStatus }) {
  const { names, current } = stepsOf(status);
  return (
    <ol class="steps" aria-label={words.progress}>
      {names.map((name, at) => (
        <li
          key={name}
          class={at < current ? 'done' : undefined}
          aria-current={at === current ? 'step' : undefined}
        >
          {words.steps[name]}
          {at < current && <span class="unseen">, {words.stepDone}</span>}
        </li>
      ))}
    </ol>
  );
}

function MessageItem({ message, timeZone }: { readonly message: Message; readonly timeZone: string }) {
  const ours = message.from === 'us';
  const channel = words.channels[message.channel];
  return (
    <li class={ours ? 'ours' : undefined}>
      <p class="hint">
        <strong>{ours ? settings.firmName : words.you}</strong>
        {' · '}
        <time dateTime={message.at}>{dayAndTime(message.at, locale, timeZone)}</time>
        {` · ${channel}`}
      </p>
      <p class="said">{message.text}</p>
      {message.attachments.length > 0 && (
        <ul class="files" aria-label={words.files}>
          {message.attachments.map(({ filename, size }, at) => (
            <li key={at}>
              <span class="name" translate={false}>
                {filename ?? words.unnamed}
              </span>
              <span class="quiet">{fileSize(size, locale)}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

startTokenPage((token) => <CasePage token={token} />);
