import { isOpen, theCustomer, type Actor, type Case, type Channel } from '../domain/case/case.ts';
import type { EpisodeLink } from '../domain/case/case-link.ts';
import { changeCase, type Happened } from '../domain/case/change.ts';
import type { Fact } from '../domain/case/fact.ts';
import type { LedgerRow } from '../domain/case/ledger.ts';
import type { Message } from '../domain/case/message.ts';
import { idPrefixes } from '../domain/ids.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import { onlyThanks } from '../domain/case/only-thanks.ts';
import type { CaseFile, Sentinel } from '../ports/cases.ts';
import type { Ids } from '../ports/world.ts';
import { openFile, reserveMail, type CaseDesk } from './case-file.ts';
import { ownerOf } from './firm.ts';
import { escalate, isWithPerson, wakesTurn } from './escalation-turn.ts';

interface CustomerMessage {
  readonly channel: Channel;
  readonly text: string;
  readonly subject?: string | undefined;
  readonly mailId?: string | undefined;
  readonly attachments?: Message['attachments'];
  /** The stored mail it came in; one ledger row, one message. */
  readonly ledger?: Omit<LedgerRow, 'version' | 'at' | 'outcome' | 'caseId'> &
    Partial<Pick<LedgerRow, 'version' | 'at'>>;
  /** Version of the ledger row that was read, where a person joins a mail to a case. */
  readonly ledgerWas?: number;
  /** Makes the same mail, sent again, known. */
  readonly sentinel?: Sentinel;
  /** Threads of mail that are this case's from now on. */
  readonly threads?: readonly string[];
  /** Who put it on the case; the customer, unless a person joined it. */
  readonly by?: Actor;
  /** What happens to the case with it, such as that its sender is trusted from now on. */
  readonly also?: readonly Happened[];
  readonly links?: readonly EpisodeLink[];
}

export type MessageAdded =
  | {
      readonly kind: 'added';
      readonly message: Message;
      readonly row: LedgerRow | undefined;
      readonly case: Case;
    }
  /** This stored mail was taken in before. */
  | { readonly kind: 'ledgered'; readonly row: LedgerRow }
  /** The same mail is on a case already. */
  | { readonly kind: 'repeated'; readonly caseId: string }
  /** Another mail of its thread came in between. */
  | { readonly kind: 'threaded' };

const TRIES = 6;

/**
 * A machine that answers each of our answers would reopen its case for ever. After this many times in a day mail no
 * longer does; whoever handled the case is told of every message all the same.
 */
const REOPENINGS_PER_DAY = 2;

/**
 * Adds what the customer says to a case. Unless it only thanks, it means that the matter is not settled: an open offer
 * stops waiting, and a resolved or closed case goes to a person. A person who has the case is told.
 * @param known the case as the caller has just read it
 */
export async function addMessage(
  deps: Omit<CaseDesk, 'offers'> & { readonly ids: Ids },
  caseId: string,
  said: CustomerMessage,
  known?: CaseFile,
): Promise<MessageAdded> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const file = attempt === 1 && known ? known : await openFile(deps, caseId);
    const at = deps.clock.now();
    const { case: record } = file;
    const message: Message = {
      id: deps.ids.next(idPrefixes.message),
      number: record.messageCount + 1,
      at,
      from: 'customer',
      channel: said.channel,
      text: said.text,
      ...(said.subject !== undefined && { subject: said.subject }),
      ...(said.mailId !== undefined && { mailId: said.mailId }),
      ...(said.ledger && { ledgerId: said.ledger.id }),
      ...(said.ledger?.verdicts && { verdicts: said.ledger.verdicts }),
      ...(said.attachments && { attachments: said.attachments }),
    };
    const settled = onlyThanks(said.text);
    const row = said.ledger && { version: 1, at, ...said.ledger, outcome: 'follow-up' as const, caseId };
    const happened = [...facts(deps, file, message, settled, at), ...(said.also ?? [])];
    const toTell = whomToTell(deps, record, happened);
    const change = changeCase(record, { at, by: said.by ?? theCustomer }, happened, {
      messages: [message],
      ...(row && { ledger: row }),
      ...(said.ledgerWas !== undefined && { ledgerWas: said.ledgerWas }),
      ...(said.sentinel && { sentinel: said.sentinel }),
      ...(said.threads && { threads: said.threads }),
      ...(said.links && { links: said.links }),
      ...(toTell !== undefined && {
        mails: [reserveMail(record, 'message-notice', toTell, at, message.number)],
      }),
    });
    const saved = await deps.cases.save(change);
    if (saved.kind === 'saved') return { kind: 'added', message, row, case: change.after };
    if (saved.kind !== 'stale' && saved.kind !== 'offer-refused' && saved.kind !== 'mail-withheld')
      return saved;
  }
  throw new Error(`${caseId} changed at every try to add a message`);
}

function facts(
  deps: Pick<CaseDesk, 'firm'>,
  { case: record, facts: before }: CaseFile,
  message: Message,
  settled: boolean,
  at: string,
): Happened[] {
  const machineWaits = record.status === 'awaiting-customer' && record.person === undefined;
  const received: Happened = {
    happening: { type: 'MessageReceived', message: message.number, channel: message.channel, settled },
    ...(machineWaits &&
      !settled && { dispatch: 'wake' as const, wakes: { wait: 'offer' as const, answer: 'message' } }),
    // The machine of the person's turn tells the owner, and waits again.
    ...(isWithPerson(record) && wakesTurn(record)),
  };
  if (settled || isOpen(record.status) || record.kind === 'spam') return [received];
  if (message.channel === 'mail' && reopenings(before, at) >= REOPENINGS_PER_DAY)
    return [received, { happening: { type: 'ReopeningWithheld', message: message.number } }];
  return [
    received,
    { happening: { type: 'CaseReopened', message: message.number } },
    escalate(deps.firm, record, ['not-settled'], at),
  ];
}

/** Whoever has the case; of a message that did not reopen it, whoever had it, or the duty mailbox. */
function whomToTell(
  { firm }: Pick<CaseDesk, 'firm'>,
  record: Case,
  happened: readonly Happened[],
): string | undefined {
  const owner = ownerOf(firm, record);
  if (happened.some(({ happening }) => happening.type === 'ReopeningWithheld'))
    return owner?.address ?? firm.settings.dutyMailbox;
  return isOpen(record.status) ? owner?.address : undefined;
}

const reopenings = (facts: readonly Fact[], at: Instant): number =>
  facts.filter((fact) => fact.happened.type === 'CaseReopened' && fact.at > plusDays(at, -1)).length;
