import { theSystem, type Case } from '../domain/case/case.ts';
import type { EpisodeLink } from '../domain/case/case-link.ts';
import type { Happened } from '../domain/case/change.ts';
import { EPISODE_DAYS, oneEpisode } from '../domain/case/episode.ts';
import { knownAddresses, type Customer } from '../domain/customer/customer.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { CaseFile, Cases } from '../ports/cases.ts';

/** Cases looked at; who writes more often than that in a week is in front of a person anyway. */
const MOST_COMPARED = 5;

interface Episode {
  readonly happened: readonly Happened[];
  readonly links: readonly EpisodeLink[];
}

/**
 * The cases of the last days that are this complaint told once more, by mail after the form or from another address of the
 * customer. They are linked and shown; each goes on, and a person may undo the link.
 * @param recent cases that the address of this case opened lately, as the assessment read them
 */
export async function findEpisode(
  deps: { readonly cases: Pick<Cases, 'file' | 'openedBy'> },
  file: CaseFile,
  recent: readonly { readonly caseId: string; readonly receivedAt: Instant }[],
  customer: Customer | undefined,
  at: Instant,
): Promise<Episode> {
  const { case: record } = file;
  const since = plusDays(record.receivedAt, -EPISODE_DAYS);
  const others = (customer ? knownAddresses(customer) : []).filter((one) => !record.addresses.includes(one));
  const elsewhere = await Promise.all(others.map((address) => deps.cases.openedBy(address, since)));
  const linked = new Set((file.links ?? []).flatMap((link) => (link.kind === 'episode' ? [link.with] : [])));
  const candidates = new Set(
    [...recent, ...elsewhere.flat()]
      .filter(({ receivedAt }) => receivedAt >= since)
      .map(({ caseId }) => caseId)
      .filter((caseId) => caseId !== record.id && !linked.has(caseId)),
  );
  const links: EpisodeLink[] = [];
  for (const caseId of [...candidates].slice(-MOST_COMPARED)) {
    const other = await deps.cases.file(caseId);
    const found = other && oneEpisode(complaintIn(file), complaintIn(other));
    if (found) links.push({ kind: 'episode', with: caseId, ...found, by: theSystem, at });
  }
  return {
    links,
    happened: links.map((link) => ({ happening: { type: 'CaseLinked', with: link.with, why: link.why } })),
  };
}

const complaintIn = ({ case: record, messages }: CaseFile) => ({
  subject: record.subject,
  text: messages[0]?.text ?? '',
  orderRef: orderOf(record),
});

const orderOf = (record: Case): string | undefined => record.orderRef;
