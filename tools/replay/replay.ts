import type { LedgerRow } from '../../functions/domain/case/ledger.ts';
import type { StoredMail, StoredMails } from '../../functions/ports/reconciliation.ts';
import { Stopped } from '../explain-failure.ts';

/** A stage, as far as replaying goes: its shelf of raw mail, its ledger, and who reads mail. */
export interface Service {
  readonly storedMails: StoredMails;
  row(messageId: string): Promise<LedgerRow | undefined>;
  /** Has the message taken in and waits for it. @throws Stopped when the intake failed */
  takeIn(messageId: string): Promise<void>;
}

export type Chosen =
  | { readonly kind: 'id'; readonly messageId: string }
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'missing' };

/** What became of one message. */
interface Line {
  readonly id: string;
  readonly storedAt: string | null;
  readonly was: 'missing' | 'ledgered';
  readonly outcome: string | null;
  readonly caseId: string | null;
  readonly reason: string | null;
  readonly error?: string;
}

interface Counts {
  looked: number;
  missing: number;
  taken: number;
  failed: number;
}

/** Takes in what the ledger does not have, one after the other, and says of each what it became. */
export async function replay(
  service: Service,
  chosen: Chosen,
  dryRun: boolean,
  say: (line: Line) => void,
): Promise<Counts> {
  const counts: Counts = { looked: 0, missing: 0, taken: 0, failed: 0 };
  for await (const mail of chosenMails(service, chosen)) {
    const row = await service.row(mail.messageId);
    counts.looked += 1;
    if (row) {
      if (chosen.kind !== 'missing') say(line(mail, 'ledgered', row));
      continue;
    }
    counts.missing += 1;
    if (dryRun) {
      say(line(mail, 'missing', undefined));
      continue;
    }
    const { taken, error } = await takeIn(service, mail.messageId);
    if (taken) counts.taken += 1;
    else counts.failed += 1;
    say({ ...line(mail, 'missing', taken), ...(error !== undefined && { error }) });
  }
  return counts;
}

async function takeIn(
  service: Service,
  messageId: string,
): Promise<{ readonly taken?: LedgerRow; readonly error?: string }> {
  try {
    await service.takeIn(messageId);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { error: error.message };
  }
  const taken = await service.row(messageId);
  return taken ? { taken } : { error: 'the intake answered, and the ledger has no row' };
}

type Found = Pick<StoredMail, 'messageId'> & { readonly storedAt?: string };

async function* chosenMails({ storedMails }: Service, chosen: Chosen): AsyncGenerator<Found> {
  if (chosen.kind === 'id') {
    if (!(await storedMails.has(chosen.messageId)))
      throw new Stopped(
        `No message ${chosen.messageId} is stored: look at the names of the objects below mail/.`,
      );
    yield { messageId: chosen.messageId };
    return;
  }
  let last: string | undefined;
  for (;;) {
    const page = await storedMails.after(last);
    for (const mail of page)
      if (chosen.kind === 'missing' || mail.storedAt.startsWith(chosen.day)) yield mail;
    last = page.at(-1)?.messageId;
    if (last === undefined) return;
  }
}

const line = ({ messageId, storedAt }: Found, was: Line['was'], row: LedgerRow | undefined): Line => ({
  id: messageId,
  storedAt: storedAt ?? null,
  was,
  outcome: row?.outcome ?? null,
  caseId: row?.caseId ?? null,
  reason: row?.reason ?? null,
});
