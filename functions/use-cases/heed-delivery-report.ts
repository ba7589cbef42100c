import { isOpen, theSystem, type Case } from '../domain/case/case.ts';
import { changeCase, type Happened } from '../domain/case/change.ts';
import { placeOf } from '../domain/customer/base-place.ts';
import { earliest } from '../domain/instant.ts';
import type { CampaignMailId } from '../domain/mail/own-marks.ts';
import type { DeliveryReport } from '../domain/mail/delivery-report.ts';
import type { Campaigns } from '../ports/campaigns.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Cases } from '../ports/cases.ts';
import type { Mailboxes } from '../ports/mailboxes.ts';
import type { Clock, Digests } from '../ports/world.ts';
import { contactIdOf } from './contact-governor.ts';
import { escalate } from './escalation-turn.ts';
import type { Firm } from './firm.ts';

export interface HeedDeps {
  readonly cases: Pick<Cases, 'file' | 'save' | 'idsByMailIds'>;
  readonly mailboxes: Pick<Mailboxes, 'note'>;
  readonly contacts: Pick<Contacts, 'stop' | 'byId'>;
  readonly campaigns: Pick<Campaigns, 'countBounce'>;
  readonly digests: Pick<Digests, 'seal'>;
  readonly clock: Clock;
  readonly firm: Firm;
}

interface Heeded {
  /** Whether automatic mail to the address is over. */
  readonly stopped: boolean;
  /** The case that a person has now because of it. */
  readonly caseId?: string;
}

const TRIES = 6;

/**
 * Notes on its address what became of a mail. Where mail does not arrive or is not wanted, automatic mail and marketing
 * stop, and a person gets the case that the mail was about. In any order and any number of times.
 */
export async function heedDeliveryReport(deps: HeedDeps, report: DeliveryReport): Promise<Heeded> {
  if ((await deps.mailboxes.note(report)) === 'noted') return { stopped: false };
  const contactId = await contactIdOf(deps.digests, report.address);
  // That mail bounces is noted on the mailbox, where the governor sees it.
  if (report.what === 'complained') await deps.contacts.stop(contactId, report.at);
  if (report.what === 'bounced' && report.campaign) await countBounce(deps, report.campaign, contactId);
  const caseId =
    report.caseId ??
    (report.messageId === undefined ? [] : await deps.cases.idsByMailIds([report.messageId]))[0];
  const given = caseId !== undefined && (await giveToPerson(deps, caseId, report.address));
  return { stopped: true, ...(given && { caseId }) };
}

/** Counts in its campaign what we reserved for this very address, so no forged report and no notice to staff counts. */
async function countBounce(
  { contacts, campaigns }: HeedDeps,
  { campaignId, step, place }: CampaignMailId,
  contactId: string,
): Promise<void> {
  const mail = (await contacts.byId(contactId))?.recent.find(
    (one) => one.campaignId === campaignId && one.step === step && placeOf(one.customerId) === place,
  );
  if (mail) await campaigns.countBounce(mail);
}

/** @returns whether the case is one that this address kept us from */
async function giveToPerson(deps: HeedDeps, caseId: string, address: string): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const record = (await deps.cases.file(caseId))?.case;
    // Mail to staff that does not arrive climbs the ladder by itself.
    if (record?.email !== address) return false;
    if (record.unreachable === true) return true;
    const at = deps.clock.now();
    const happened: Happened[] = [
      { happening: { type: 'CustomerUnreachable' } },
      ...(isOpen(record.status) || record.status === 'resolved' ? [nextTurn(deps.firm, record, at)] : []),
    ];
    const saved = await deps.cases.save(changeCase(record, { at, by: theSystem }, happened));
    if (saved.kind === 'saved') return true;
  }
  throw new Error(`${caseId} changed at every try to say that its customer cannot be reached`);
}

/** A turn of a person, new or with one reason more; whoever has the case hears of it, and no date moves away. */
function nextTurn(firm: Firm, record: Case, at: string): Happened {
  const open = isOpen(record.status) ? record.person : undefined;
  const reasons = [...(open?.reasons ?? []), 'customer-unreachable'];
  const turn = escalate(firm, record, reasons, at);
  const { happening } = turn;
  if (open === undefined || happening.type !== 'CaseEscalated') return turn;
  return { ...turn, happening: { ...happening, dueAt: earliest(open.dueAt, happening.dueAt) } };
}
