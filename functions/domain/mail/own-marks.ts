import type { Instant } from '../instant.ts';

/** The header that marks every mail of ours, so that one coming back is known as ours. */
export const ownMarkerHeader = 'X-Amends';

/**
 * Our own stable id of a mail, put into `References`: SES replaces the Message-ID, so a reply can be threaded on
 * this one whatever id SES gave. Same case, purpose and number, same id.
 */
export function stableMessageId(caseId: string, purpose: string, number: number, mailDomain: string): string {
  return `<${caseId}.${purpose}.${String(number)}@${mailDomain}>`;
}

interface StableMessageId {
  readonly caseId: string;
  readonly purpose: string;
  readonly number: number;
}

/** The case that one of our own ids names; null for anybody else's id. Says nothing about who sent the reply. */
export function parseStableMessageId(id: string, mailDomain: string): StableMessageId | null {
  const found = /^<(cas_[0-9A-Za-z]{1,40})\.([a-z][a-z-]{0,40})\.(\d{1,6})@([^<>@\s]+)>$/.exec(id.trim());
  const [, caseId, purpose, number, domain] = found ?? [];
  if (caseId === undefined || purpose === undefined || domain?.toLowerCase() !== mailDomain.toLowerCase())
    return null;
  return { caseId, purpose, number: Number(number) };
}

/** A mail of a campaign, as its own id names it: step, and the place of the customer in the base. */
export interface CampaignMailId {
  readonly campaignId: string;
  readonly step: string;
  /** Eight hex digits. */
  readonly place: string;
}

/**
 * Our own stable id of a campaign mail; the same mail has the same id at every try. Customer ids may hold what an id of
 * a mail may not, so their place stands in.
 */
export const campaignMailId = ({ campaignId, step, place }: CampaignMailId, mailDomain: string): string =>
  `<${campaignId}.${step}.${place}@${mailDomain}>`;

/** Our own id of a notice that offers of a campaign wait, to staff. */
export const approvalNoticeId = (campaignId: string, at: Instant, mailDomain: string): string =>
  `<${campaignId}.approvals.${at.replaceAll(/[^0-9]/g, '')}@${mailDomain}>`;

/** The campaign and step that one of our own ids names; null for any other id. Says nothing about who sent it back. */
export function parseCampaignMailId(id: string, mailDomain: string): CampaignMailId | null {
  const found = /^<(cmp_[0-9A-Za-z-]{1,60})\.([a-z0-9][a-z0-9-]{0,30})\.([0-9a-f]{8})@([^<>@\s]+)>$/.exec(
    id.trim(),
  );
  const [, campaignId, step, place, domain] = found ?? [];
  if (campaignId === undefined || step === undefined || place === undefined) return null;
  return domain?.toLowerCase() === mailDomain.toLowerCase() ? { campaignId, step, place } : null;
}
