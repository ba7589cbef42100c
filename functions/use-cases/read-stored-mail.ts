import type { LedgerRow } from '../domain/case/ledger.ts';
import { parseMail } from '../domain/mail/parse.ts';
import type { MailStore } from '../ports/mail-store.ts';
import type { Digests } from '../ports/world.ts';
import type { CaseDesk } from './case-file.ts';
import { inHand, type MailInHand } from './mail-in-hand.ts';

export interface StoredMailDeps extends Pick<CaseDesk, 'clock' | 'firm'> {
  readonly mailStore: MailStore;
  readonly digests: Pick<Digests, 'hash'>;
  readonly mailDomain: string;
}

/** The mail as it lies on the shelf. Its envelope is not kept; a person decides now, not the envelope. */
export async function readStored(deps: StoredMailDeps, row: LedgerRow): Promise<MailInHand> {
  const received = {
    messageId: row.id,
    sender: '',
    recipients: [],
    verdicts: row.verdicts ?? unknown,
  };
  return inHand(deps, received, await parseMail(await deps.mailStore.raw(row.id)));
}

const unknown = { spam: 'UNKNOWN', virus: 'UNKNOWN', spf: 'UNKNOWN', dkim: 'UNKNOWN', dmarc: 'UNKNOWN' };
