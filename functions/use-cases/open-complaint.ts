import type { Actor, Case, CaseKind, Channel } from '../domain/case/case.ts';
import { caseNumber } from '../domain/case/case-number.ts';
import { numberFact } from '../domain/case/change.ts';
import { theCustomer } from '../domain/case/case.ts';
import type { Fact } from '../domain/case/fact.ts';
import type { LedgerRow } from '../domain/case/ledger.ts';
import type { Message } from '../domain/case/message.ts';
import { answerBy } from '../domain/clock/own-clocks.ts';
import { idPrefixes } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import { languageByScript, localeFor } from '../domain/language.ts';
import type { Cases, Opened, RateTicket, Sentinel } from '../ports/cases.ts';
import type { Clock, Ids } from '../ports/world.ts';
import type { Firm } from './firm.ts';

export interface ComplaintReceived {
  readonly channel: Channel;
  /** `spam` when a trap field was filled: kept, never answered. */
  readonly kind: Extract<CaseKind, 'complaint' | 'spam'>;
  readonly name: string;
  readonly email: string;
  readonly phone?: string | undefined;
  readonly claimedCustomer?: string | undefined;
  readonly orderRef?: string | undefined;
  readonly subject: string;
  readonly body: string;
  readonly remedySought?: string | undefined;
  readonly locale?: string | undefined;
  readonly marketingConsent: boolean;
  /** Nobody reads mail at this address: a person has to find another way. */
  readonly unreachable?: boolean;
  readonly sentinel?: Sentinel;
  readonly rate: readonly RateTicket[];
  /** The SES message id for mail; without one the ledger row gets the case's own id. */
  readonly ledger?: Omit<LedgerRow, 'version' | 'at' | 'channel' | 'outcome' | 'caseId'> &
    Partial<Pick<LedgerRow, 'version' | 'at'>>;
  /** Version of the ledger row that was read, where a person has a mail taken in after all. */
  readonly ledgerWas?: number;
  /** Who took it out of quarantine. */
  readonly acceptedBy?: Actor;
  /** Threads of mail that are this case's from now on. */
  readonly threads?: readonly string[];
  readonly mailId?: string | undefined;
  /** Those with an id are claimed for this case. */
  readonly attachments?: Message['attachments'];
}

interface ReceiptOfCase {
  readonly caseId: string;
  readonly number: string;
  readonly answerBy: Instant;
  readonly receivedAt: Instant;
}

/** The case that this complaint is now, or was already. */
export type ReceivedReceipt = ReceiptOfCase &
  ({ readonly kind: 'received'; readonly row: LedgerRow } | { readonly kind: 'repeated' });

export type RefusedReceipt =
  | Exclude<Opened, { readonly kind: 'opened' | 'repeated' | 'number-taken' | 'offer-answered' }>
  /** The same key came with another request. */
  | { readonly kind: 'key-reused' };

export type Receipt = ReceivedReceipt | RefusedReceipt;

export interface OpenComplaintDeps {
  readonly cases: Pick<Cases, 'open'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly firm: Firm;
}

/** Five draws of 33 million numbers all being taken means something else is broken. */
const NUMBER_DRAWS = 5;

/**
 * Turns a complaint into a case: one write, all or nothing. Nothing else happens before the customer has the case
 * number, and nothing after it can lose the case.
 */
export async function openComplaint(deps: OpenComplaintDeps, said: ComplaintReceived): Promise<Receipt> {
  const at = deps.clock.now();
  for (let draw = 1; draw <= NUMBER_DRAWS; draw += 1) {
    const record = newCase(deps, said, at);
    const row: LedgerRow = {
      id: record.id,
      version: 1,
      at,
      ...said.ledger,
      channel: said.channel,
      outcome: 'new-case',
      caseId: record.id,
    };
    const opened = await deps.cases.open({
      case: record,
      message: firstMessage(deps, said, at),
      facts: openingFacts(record, said, at),
      ledger: row,
      ...(said.ledgerWas !== undefined && { ledgerWas: said.ledgerWas }),
      ...(said.threads && { threads: said.threads }),
      ...(said.sentinel && { sentinel: said.sentinel }),
      rate: said.rate,
      claims: said.attachments?.flatMap(({ id }) => (id === undefined ? [] : [id])) ?? [],
    });
    // A complaint settles no offer, so only the number can have been taken.
    if (opened.kind === 'number-taken' || opened.kind === 'offer-answered') continue;
    if (opened.kind === 'opened') {
      return {
        kind: 'received',
        row,
        caseId: record.id,
        number: record.number,
        answerBy: record.answerBy,
        receivedAt: record.receivedAt,
      };
    }
    if (opened.kind !== 'repeated') return opened;
    if (opened.requestHash !== said.sentinel?.requestHash) return { kind: 'key-reused' };
    return {
      kind: 'repeated',
      caseId: opened.caseId,
      number: opened.number,
      answerBy: opened.answerBy,
      receivedAt: opened.receivedAt,
    };
  }
  throw new Error('no free case number in five draws');
}

/** A case that a person took out of quarantine says so before anything else happens to it. */
function openingFacts(record: Case, said: ComplaintReceived, at: Instant): Fact[] {
  const { channel, kind, marketingConsent, acceptedBy } = said;
  const received = numberFact(
    record,
    1,
    { at, by: theCustomer },
    {
      happening: { type: 'ComplaintReceived', channel, kind, marketingConsent },
      ...(kind === 'complaint' && { dispatch: 'recovery' as const }),
    },
  );
  if (!acceptedBy) return [received];
  const accepted = { happening: { type: 'QuarantineAccepted' as const } };
  return [received, numberFact(record, 2, { at, by: acceptedBy }, accepted)];
}

function newCase(deps: OpenComplaintDeps, said: ComplaintReceived, at: Instant): Case {
  const { settings, calendar } = deps.firm;
  const email = said.email.toLowerCase();
  return {
    id: deps.ids.next(idPrefixes.case),
    number: caseNumber(Number(at.slice(0, 4)), deps.ids.random(5)),
    version: 1,
    factCount: said.acceptedBy ? 2 : 1,
    messageCount: 1,
    kind: said.kind,
    status: said.kind === 'spam' ? 'closed' : 'received',
    channel: said.channel,
    receivedAt: at,
    answerBy: answerBy(calendar, at),
    subject: said.subject,
    name: said.name,
    email,
    addresses: email === '' ? [] : [email],
    ...(said.acceptedBy && { restartedAt: at }),
    locale: localeFor(
      said.locale,
      languageByScript(`${said.subject}\n\n${said.body}`),
      settings.country === 'CN' ? 'zh-Hans' : 'en',
    ),
    ...(said.claimedCustomer !== undefined && { claimedCustomer: said.claimedCustomer }),
    ...(said.orderRef !== undefined && { orderRef: said.orderRef }),
    ...(said.unreachable === true && { unreachable: true }),
  };
}

const firstMessage = (deps: OpenComplaintDeps, said: ComplaintReceived, at: Instant): Message => ({
  id: deps.ids.next(idPrefixes.message),
  number: 1,
  at,
  from: 'customer',
  channel: said.channel,
  text: said.body,
  ...(said.remedySought !== undefined && { remedySought: said.remedySought }),
  ...(said.phone !== undefined && { phone: said.phone }),
  ...(said.mailId !== undefined && { mailId: said.mailId }),
  ...(said.ledger && { ledgerId: said.ledger.id }),
  ...(said.ledger?.verdicts && { verdicts: said.ledger.verdicts }),
  ...(said.attachments && said.attachments.length > 0 && { attachments: said.attachments }),
});
