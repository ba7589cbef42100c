import type { Customer } from '../customer/customer.ts';
import { isNotToBeDisturbed } from '../customer/do-not-disturb.ts';
import { plusDays, type Instant } from '../instant.ts';
import type { Locale } from '../language.ts';
import type { Contact } from './contact.ts';
import { dueAtLocalTime, quietUntil, type QuietHours } from './quiet-hours.ts';

/** Why somebody is not written to. */
export const refusals = [
  'no-consent',
  'no-address',
  'do-not-disturb',
  'unsubscribed',
  'bounced',
  'open-complaint',
  'cool-down',
  'weekly-cap',
  'campaign-cap',
  'holdout',
] as const;
export type Refusal = (typeof refusals)[number];

export const refusalWords: Readonly<Record<Refusal, Readonly<Record<Locale, string>>>> = {
  'no-consent': { en: 'has not agreed to marketing', 'zh-Hans': '未同意接收营销信息' },
  'no-address': { en: 'has no e-mail address', 'zh-Hans': '没有电子邮箱' },
  'do-not-disturb': { en: 'is not to be disturbed', 'zh-Hans': '请勿打扰' },
  unsubscribed: { en: 'has unsubscribed', 'zh-Hans': '已退订' },
  bounced: { en: 'mail to the address comes back', 'zh-Hans': '邮件被退回' },
  'open-complaint': { en: 'has an open complaint', 'zh-Hans': '有未结投诉' },
  'cool-down': { en: 'had a complaint a short while ago', 'zh-Hans': '投诉刚结束不久' },
  'weekly-cap': { en: 'was written to often enough this week', 'zh-Hans': '本周联系次数已达上限' },
  'campaign-cap': { en: 'was written to often enough by this campaign', 'zh-Hans': '本活动联系次数已达上限' },
  holdout: { en: 'is in the holdout', 'zh-Hans': '属于对照组' },
};

/** What the firm allows itself. */
export interface ContactRules {
  /** Mails in any seven days, all campaigns together. */
  readonly perWeek: number;
  /** Mails of one campaign to one customer. */
  readonly perCampaign: number;
  /** Days after the end of a complaint in which nothing is sold. */
  readonly coolDownDays: number;
  readonly quiet: QuietHours;
  /** Time of day in the customer's zone at which the mail goes out, `HH:MM`. */
  readonly sendAt?: string | undefined;
}

/** What is known of a customer's complaints. */
export interface Complaints {
  readonly open: boolean;
  /** When the last one came to its end. */
  readonly lastEndedAt?: Instant | undefined;
}

export interface Proposal {
  readonly at: Instant;
  readonly customer: Pick<Customer, 'emails' | 'marketingConsent' | 'attributes' | 'timeZone'>;
  /** IANA zone of a customer whose own we do not know. */
  readonly firmZone: string;
  readonly contact: Contact | undefined;
  /** Mail to the address came back for good. */
  readonly hasBounced: boolean;
  readonly complaints: Complaints;
  /** Mails this campaign has sent this customer. */
  readonly mailsBefore: number;
  /** Where chance put the customer for this campaign. */
  readonly isHeldOut: boolean;
}

export type Ruling =
  | { readonly kind: 'write' }
  | { readonly kind: 'later'; readonly at: Instant }
  /** `until`: when what stands in the way is over, where that is known. */
  | { readonly kind: 'refuse'; readonly reason: Refusal; readonly until?: Instant };

const WEEK_DAYS = 7;
const refuse = (reason: Refusal, until?: Instant): Ruling => ({
  kind: 'refuse',
  reason,
  ...(until !== undefined && { until }),
});

/** What the record alone says: decided first, because it costs no look into the store. */
export function refusedByRecord(
  customer: Pick<Customer, 'emails' | 'marketingConsent' | 'attributes'>,
): Refusal | undefined {
  if (!customer.marketingConsent) return 'no-consent';
  if (customer.emails.length === 0) return 'no-address';
  return isNotToBeDisturbed(customer.attributes) ? 'do-not-disturb' : undefined;
}

/**
 * The one rule for every mail that is not part of handling a case. Nobody with an open complaint is sold anything,
 * whatever they are worth. The holdout comes after every other reason, so that it is a share of those who would have
 * been written to; quiet hours come last of all, because they only put off.
 */
export function rule(proposal: Proposal, rules: ContactRules): Ruling {
  const { at, customer, contact, complaints } = proposal;
  const silent = refusedByRecord(customer);
  if (silent) return refuse(silent);
  if (contact?.stoppedAt !== undefined) return refuse('unsubscribed');
  if (proposal.hasBounced) return refuse('bounced');
  if (complaints.open) return refuse('open-complaint');
  if (complaints.lastEndedAt !== undefined && complaints.lastEndedAt > plusDays(at, -rules.coolDownDays))
    return refuse('cool-down', plusDays(complaints.lastEndedAt, rules.coolDownDays));
  if (proposal.mailsBefore >= rules.perCampaign) return refuse('campaign-cap');
  const weekAgo = capSince(at);
  const thisWeek = contact?.recent.filter((one) => one.at > weekAgo) ?? [];
  if (thisWeek.length >= rules.perWeek) {
    // The cap has room again when the oldest of so many is a week old.
    const oldest = thisWeek.map((one) => one.at).sort()[thisWeek.length - rules.perWeek];
    return refuse('weekly-cap', oldest && plusDays(oldest, WEEK_DAYS));
  }
  if (proposal.isHeldOut) return refuse('holdout');
  return timeFor(at, customer.timeZone ?? proposal.firmZone, rules);
}

/**
 * The rule for a mail about what a customer has and would lose, which sells nothing: it needs no consent to marketing and
 * is held back by no cap, no complaint and no draw. Who wants to hear nothing hears nothing, and nobody is woken.
 * @param quiet undefined for what the customer asked for just now
 */
export function ruleOfService(
  { at, customer, firmZone, contact, hasBounced }: Omit<Proposal, 'complaints' | 'mailsBefore' | 'isHeldOut'>,
  quiet: QuietHours | undefined,
): Ruling {
  const silent = refusedByRecord({ ...customer, marketingConsent: true });
  if (silent) return refuse(silent);
  if (contact?.stoppedAt !== undefined) return refuse('unsubscribed');
  if (hasBounced) return refuse('bounced');
  return quiet ? timeFor(at, customer.timeZone ?? firmZone, { quiet }) : { kind: 'write' };
}

/** Since when mails count for the cap of the week. */
export const capSince = (at: Instant): Instant => plusDays(at, -WEEK_DAYS);

function timeFor(
  at: Instant,
  zone: string,
  { quiet, sendAt }: Pick<ContactRules, 'quiet' | 'sendAt'>,
): Ruling {
  const wanted = sendAt === undefined ? at : dueAtLocalTime(at, zone, sendAt);
  const moment = quietUntil(wanted, zone, quiet) ?? wanted;
  return moment > at ? { kind: 'later', at: moment } : { kind: 'write' };
}
