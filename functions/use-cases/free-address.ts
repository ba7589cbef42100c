import { isOpen, staff } from '../domain/case/case.ts';
import { changeCase } from '../domain/case/change.ts';
import { mailboxKey } from '../domain/mail/addresses.ts';
import { versionOfMailbox, type MailboxState, type Release } from '../domain/mail/stopped-address.ts';
import { latest } from '../domain/instant.ts';
import { accept, refuse, type Outcome } from '../domain/outcome.ts';
import type { Contacts } from '../ports/contacts.ts';
import type { Cases } from '../ports/cases.ts';
import type { Mailboxes } from '../ports/mailboxes.ts';
import type { Clock } from '../ports/world.ts';

export interface FreeAddressDeps {
  readonly mailboxes: Pick<Mailboxes, 'read' | 'free'>;
  readonly cases: Pick<Cases, 'read' | 'save'>;
  readonly contacts: Pick<Contacts, 'under'>;
  readonly clock: Clock;
}

/** What a person says of one address; `version` is the one that they read. */
interface FreeCommand {
  readonly address: string;
  readonly version: number;
  /** Staff id. */
  readonly by: string;
  /** For the record: how they know that mail arrives there. */
  readonly why: string;
}

const TRIES = 6;

/**
 * Lets automatic mail go to an address again, and to its customer on the cases that are not over. Said twice, it is done
 * once; after a crash between address and cases, saying it again does the rest, whoever says it. A wish to hear no marketing stays.
 */
export async function freeAddress(
  deps: FreeAddressDeps,
  command: FreeCommand,
): Promise<Outcome<MailboxState, 'stale' | 'not-stopped'>> {
  const address = mailboxKey(command.address);
  const found = await deps.mailboxes.read(address);
  const freed = await endStop(deps, address, found, command);
  if (!freed.ok && freed.reason === 'stale') return freed;
  // Of what is not stopped a case may still say so: a call died before it, or the report of the stop was slower.
  const reached = await reachAgain(deps, address, command.by);
  return freed.ok || reached === 0 ? freed : accept(found);
}

async function endStop(
  { mailboxes, clock }: FreeAddressDeps,
  address: string,
  found: MailboxState,
  { version, by, why }: FreeCommand,
): Promise<Outcome<MailboxState, 'stale' | 'not-stopped'>> {
  if (isDoneBy(found, by, version)) return accept(found);
  if (versionOfMailbox(found) !== version) return refuse('stale');
  if (!found.stopped) return refuse('not-stopped');
  // Whose clock goes ahead of ours reported this stop; told once more, it says nothing new.
  const at = latest(clock.now(), found.stopped.at);
  const release: Release = { at, by, why, stopped: found.stopped };
  if ((await mailboxes.free(address, release)) === 'freed')
    return accept({ address, released: [release, ...found.released] });
  // Somebody was quicker; it may have been this very call.
  const now = await mailboxes.read(address);
  return isDoneBy(now, by, version) ? accept(now) : refuse('stale');
}

/** Whether this person ended the stop of this version, and nothing came after. */
const isDoneBy = (state: MailboxState, by: string, version: number): boolean =>
  !state.stopped && state.released[0]?.by === by && versionOfMailbox(state) === version + 1;

/**
 * The cases of the address that are not over: their customer is written to again.
 * @returns on how many they were not
 */
async function reachAgain(deps: FreeAddressDeps, address: string, by: string): Promise<number> {
  let reached = 0;
  for (const { caseId } of (await deps.contacts.under(address)).cases)
    if (await reachOnCase(deps, caseId, address, by)) reached += 1;
  return reached;
}

async function reachOnCase(
  { cases, clock }: FreeAddressDeps,
  caseId: string,
  address: string,
  by: string,
): Promise<boolean> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const record = await cases.read(caseId);
    if (!record || mailboxKey(record.email) !== address || record.unreachable !== true) return false;
    if (!isOpen(record.status) && record.status !== 'resolved') return false;
    const saved = await cases.save(
      changeCase(record, { at: clock.now(), by: staff(by) }, [{ happening: { type: 'CustomerReachable' } }]),
    );
    if (saved.kind === 'saved') return true;
  }
  throw new Error(`${caseId} changed at every try to say that its customer can be reached`);
}
