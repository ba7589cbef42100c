import { dayOf, plusDays, plusSeconds, type Instant } from '../domain/instant.ts';
import type {
  DayCount,
  LedgerBooks,
  MailReader,
  Pass,
  Passes,
  StoredMail,
  StoredMails,
} from '../ports/reconciliation.ts';
import type { Clock } from '../ports/world.ts';

interface ReconcileDeps {
  readonly storedMails: StoredMails;
  readonly books: LedgerBooks;
  readonly passes: Passes;
  readonly reader: MailReader;
  readonly clock: Clock;
}

interface Reconciled {
  /** The whole shelf was compared; otherwise the next run goes on where this one stopped. */
  readonly finished: boolean;
  readonly compared: number;
  /** Stored messages without an end in the ledger; each was handed to the reader. */
  readonly missing: number;
  /** Ledger rows of the last two days whose message is not on the shelf. */
  readonly gone: number;
  readonly days: Readonly<Record<string, DayCount>>;
}

/**
 * Lambda tries an event three times within three minutes and keeps what failed. Until then the event may still come,
 * and it knows more than we do: verdicts and envelope.
 */
const SETTLED_AFTER_SECONDS = 1800;
/** What is older was compared hundreds of times; looking at it again every hour would cost more than the mail did. */
const COMPARED_DAYS = 35;
/** 1,000 messages a page: 200,000 a run, about 20 s of listing. */
const PAGES_PER_RUN = 200;
/** So that a day of outage does not come down on the intake, and on the acknowledgements, in one minute. */
const TAKEN_IN_PER_RUN = 1000;
/** Rows that a pass of several runs did not see the message of are looked up one by one, at most so many. */
const LOOKED_UP_PER_RUN = 500;

/**
 * Compares the shelf of raw mail with the intake ledger: what the event missed is taken in now, and a row whose message
 * is gone is told. Any run may end anywhere; the next one goes on from the last page that was kept.
 */
export async function reconcileMail(deps: ReconcileDeps): Promise<Reconciled> {
  const now = deps.clock.now();
  const begun = await deps.passes.current();
  let pass: Pass = begun ?? { startedAt: now, days: {} };
  const seen = new Set<string>();
  let [compared, missing, finished] = [0, 0, false];

  for (let page = 0; page < PAGES_PER_RUN && missing < TAKEN_IN_PER_RUN; page += 1) {
    const mails = await deps.storedMails.after(pass.through);
    const last = mails.at(-1);
    if (!last) {
      finished = true;
      break;
    }
    const settled = mails.filter(({ storedAt }) => isDue(storedAt, now));
    const absent = new Set(await deps.books.withoutRow(settled.map(({ messageId }) => messageId)));
    for (const id of absent) await deps.reader.takeIn(id);
    for (const { messageId } of mails) seen.add(messageId);
    compared += settled.length;
    missing += absent.size;
    pass = { ...pass, through: last.messageId, days: counted(pass.days, settled, absent) };
    await deps.passes.keep(pass);
  }

  const gone = finished ? await countGone(deps, now, seen) : 0;
  if (finished) await deps.passes.end();
  return { finished, compared, missing, gone, days: pass.days };
}

const isDue = (storedAt: Instant, now: Instant): boolean =>
  storedAt <= plusSeconds(now, -SETTLED_AFTER_SECONDS) && storedAt >= plusDays(now, -COMPARED_DAYS);

function counted(
  days: Pass['days'],
  mails: readonly StoredMail[],
  absent: ReadonlySet<string>,
): Record<string, DayCount> {
  const after: Record<string, DayCount> = { ...days };
  for (const { messageId, storedAt } of mails) {
    const day = dayOf(storedAt);
    const { stored, missing } = after[day] ?? { stored: 0, missing: 0 };
    after[day] = { stored: stored + 1, missing: missing + (absent.has(messageId) ? 1 : 0) };
  }
  return after;
}

/** Nothing of ours deletes a raw message; a row without one is somebody's mistake, and the sooner told the better. */
async function countGone(deps: ReconcileDeps, now: Instant, seen: ReadonlySet<string>): Promise<number> {
  const days = [now, plusDays(now, -1)].map(dayOf);
  const rows = (await Promise.all(days.map((day) => deps.books.mailOfDay(day)))).flat();
  const suspects = rows.filter((id) => !seen.has(id)).slice(0, LOOKED_UP_PER_RUN);
  let gone = 0;
  for (const id of suspects) if (!(await deps.storedMails.has(id))) gone += 1;
  return gone;
}
