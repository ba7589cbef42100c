import { isOpen, type Case } from '../domain/case/case.ts';
import type { Message } from '../domain/case/message.ts';
import { idPrefixes } from '../domain/ids.ts';
import { isHeldBack } from '../domain/offer/approval.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';
import type { Offers } from '../ports/offers.ts';
import type { Clock, Links } from '../ports/world.ts';
import type { Firm } from './firm.ts';
import { offerUrl, statusLinkExpiry } from './links-to.ts';

export interface ShowCaseDeps {
  readonly cases: Pick<Cases, 'file'>;
  readonly offers: Pick<Offers, 'byId'>;
  readonly links: Links;
  readonly clock: Clock;
  readonly firm: Firm;
}

/** The case that a genuine status link names; undefined for any other token. */
export async function caseOfLink(deps: ShowCaseDeps, token: string): Promise<CaseFile | undefined> {
  const ulid = deps.links.idIn(token);
  const file = ulid === undefined ? undefined : await deps.cases.file(`${idPrefixes.case}${ulid}`);
  if (!file || ulid === undefined) return undefined;
  const expiresAt = statusLinkExpiry(file.case);
  const genuine = await deps.links.isGenuine(token, 'case', ulid, expiresAt);
  return genuine && deps.clock.now() < expiresAt ? file : undefined;
}

interface CaseView {
  readonly caseNumber: string;
  readonly status: Case['status'];
  readonly kind: Case['kind'];
  readonly subject: string;
  readonly receivedAt: string;
  readonly answerBy: string;
  readonly timeZone: string;
  readonly locale: Case['locale'];
  readonly remedy: { readonly text: string } | null;
  readonly offer: { readonly url: string; readonly status: string } | null;
  readonly messages: readonly {
    readonly id: string;
    readonly at: string;
    readonly from: 'customer' | 'us';
    readonly channel: string;
    readonly text: string;
    /** What came with it, by name and size; the customer has the files. */
    readonly attachments: readonly { readonly filename: string | null; readonly size: number }[];
  }[];
  readonly canMessage: boolean;
}

/** What the customer sees of a case: never what staff say among themselves, nor what we think of the customer. */
export async function showCase(deps: ShowCaseDeps, { case: record, messages }: CaseFile): Promise<CaseView> {
  const offer = record.offerId === undefined ? undefined : await deps.offers.byId(record.offerId);
  const shown = offer && !isHeldBack(offer) && offer.status !== 'withdrawn' ? offer : undefined;
  return {
    caseNumber: record.number,
    status: record.status,
    // A trap that says it is one is no trap.
    kind: record.kind === 'spam' ? 'complaint' : record.kind,
    subject: record.subject,
    receivedAt: record.receivedAt,
    answerBy: record.answerBy,
    timeZone: deps.firm.settings.timeZone,
    locale: record.locale,
    remedy: record.remedy && isTold(record) ? { text: record.remedy.text[record.locale] } : null,
    offer: shown ? { url: await offerUrl(deps, shown), status: shown.status } : null,
    messages: messages.flatMap((message) => (message.from === 'note' ? [] : [said(message, message.from)])),
    canMessage: record.status !== 'withdrawn',
  };
}

const said = ({ id, at, channel, text, attachments = [] }: Message, from: 'customer' | 'us') => ({
  id,
  at,
  from,
  channel,
  text,
  attachments: attachments.map(({ filename, size }) => ({ filename, size })),
});

/** The remedy is told by mail first. */
const isTold = (record: Case): boolean =>
  !isOpen(record.status) || record.status === 'awaiting-customer' || record.status === 'with-person';
