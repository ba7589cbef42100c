import { isOpen, theCustomer, type Case, type Channel } from '../domain/case/case.ts';
import { changeCase, type Happened } from '../domain/case/change.ts';
import type { LedgerRow } from '../domain/case/ledger.ts';
import type { Message } from '../domain/case/message.ts';
import { idPrefixes } from '../domain/ids.ts';
import { onlyThanks } from '../domain/case/only-thanks.ts';
import type { Ids } from '../ports/world.ts';
import { openFile, reserveMail, type CaseDesk } from './case-file.ts';
import { escalate, isWithPerson, wakesTurn } from './escalation-turn.ts';

export interface CustomerMessage {
  readonly channel: Channel;
  readonly text: string;
  readonly subject?: string | undefined;
  readonly mailId?: string | undefined;
  readonly attachments?: Message['attachments'];
  /** The stored mail it came in; one ledger row, one message. */
  readonly ledger?: Omit<LedgerRow, 'at' | 'outcome' | 'caseId'>;
}

export type MessageAdded =
  | { readonly kind: 'added'; readonly message: Message }
  /** This stored mail was taken in before. */
  | { readonly kind: 'ledgered'; readonly row: LedgerRow };

const TRIES = 6;

/**
 * Adds what the customer says to a case. Unless it only thanks, it means that the matter is not settled: an open offer
 * stops waiting, and a resolved or closed case goes to a person. A person who has the case is told.
 */
export async function addMessage(
  deps: Omit<CaseDesk, 'offers'> & { readonly ids: Ids },
  caseId: string,
  said: CustomerMessage,
): Promise<MessageAdded> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const file = await openFile(deps, caseId);
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
      ...(said.attachments && { attachments: said.attachments }),
    };
    const settled = onlyThanks(said.text);
    const owner = deps.firm.settings.staff.find((user) => user.id === record.person?.owner);
    const change = changeCase(record, { at, by: theCustomer }, facts(deps, record, message, settled, at), {
      messages: [message],
      ...(said.ledger && { ledger: { ...said.ledger, at, outcome: 'follow-up' as const, caseId } }),
      ...(owner &&
        isOpen(record.status) && {
          mails: [reserveMail(record, 'message-notice', owner.address, at, message.number)],
        }),
    });
    const saved = await deps.cases.save(change);
    if (saved.kind === 'saved') return { kind: 'added', message };
    if (saved.kind === 'ledgered') return saved;
  }
  throw new Error(`${caseId} changed at every try to add a message`);
}

function facts(
  deps: Pick<CaseDesk, 'firm'>,
  record: Case,
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
  return [
    received,
    { happening: { type: 'CaseReopened', message: message.number } },
    escalate(deps.firm, record, record.assessed?.tier ?? 'standard', ['not-settled'], at),
  ];
}
