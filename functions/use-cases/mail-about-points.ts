import { withReservation } from '../domain/contact/contact.ts';
import type { Refusal } from '../domain/contact/govern.ts';
import { placeOf } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import type { Instant } from '../domain/instant.ts';
import { localeFor, type Locale } from '../domain/language.ts';
import { composeMail } from '../domain/mail/compose.ts';
import type { WrittenMail } from '../domain/mail/templates/layout.ts';
import { linkOf, type PointsMail } from '../domain/points/points-mail.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { PointsMails } from '../ports/points-mails.ts';
import type { Links, PostOffice } from '../ports/world.ts';
import { serviceRuling, type GovernorDeps, type Standing } from './contact-governor.ts';
import { domainOf } from './mail-writer.ts';

export interface MailAboutPointsDeps extends GovernorDeps {
  readonly pointsMails: PointsMails;
  readonly links: Pick<Links, 'token'>;
  readonly postOffice: PostOffice;
  readonly firm: {
    readonly settings: GovernorDeps['firm']['settings'] &
      Pick<RuntimeSettings, 'firmName' | 'intakeAddress' | 'currency'>;
    readonly publicUrl: string;
    readonly mailFrom: string;
  };
}

/** What one mail says, from the account as it is at that moment. */
interface AboutPoints {
  /** How many it tells of. */
  readonly points: number;
  readonly letter: (locale: Locale, pageUrl: string) => WrittenMail;
  /** RFC 8058, for what comes by itself. */
  readonly unsubscribeUrl?: string;
}

interface PointsMailing {
  readonly customer: Customer;
  readonly standing: Standing;
  /** Names the mail, and its purpose in our own marker. */
  readonly key: string;
  readonly purpose: 'points-ending' | 'points-statement';
  readonly before: PointsMail | undefined;
  /** Whether the customer asked for it just now, and so is awake. */
  readonly isAwaited: boolean;
  /** Undefined when there is nothing to tell of any more. */
  readonly about: (at: Instant, contactId: string) => Promise<AboutPoints | undefined>;
}

/**
 * - `sent`, or `refused` by the mail service for good.
 * - `held`: by the contact governor, with its reason where there is one; without, it may be written later.
 * - `nothing` to tell of; `raced`: somebody else writes the same mail, or to the same address, at this moment.
 */
export type PointsMailed =
  | { readonly kind: 'sent' | 'refused' | 'nothing' | 'raced' }
  | { readonly kind: 'held'; readonly reason?: Refusal };

/** Somebody else writing to the same address at the same moment. */
const ATTEMPTS = 4;

/**
 * Writes one mail about points: asks the governor, reserves the mail together with the contact record of the address,
 * sends it and notes what became of it. What it tells of is read after the ruling.
 * @throws when the mail service takes nothing; the mail stays reserved
 */
export async function mailAboutPoints(
  deps: MailAboutPointsDeps,
  mailing: PointsMailing,
): Promise<PointsMailed> {
  const { customer, key, before } = mailing;
  let { standing } = mailing;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const at = deps.clock.now();
    const held = heldBack(deps, customer, standing, mailing.isAwaited);
    if (held) return held;
    const about = await mailing.about(at, standing.contactId);
    if (!about) return { kind: 'nothing' };
    const id = await deps.digests.seal('points-link', `${customer.id} ${key}`);
    const mail: PointsMail = {
      ...{ customerKey: customer.id, key, version: (before?.version ?? 0) + 1, status: 'reserved' },
      ...{ at, points: about.points, link: linkOf({ id, to: standing.contactId }, at, before) },
    };
    const contact = withReservation(standing.contact, standing.contactId, {
      ...{ at, campaignId: 'points', step: key, customerId: customer.id },
    });
    const result = await deps.pointsMails.reserve(mail, contact);
    if (result === 'mail-changed') return { kind: 'raced' };
    if (result === 'contact-changed') {
      standing = { ...standing, contact: await deps.contacts.byId(standing.contactId) };
      continue;
    }
    const answer = await send(deps, mailing, mail, about);
    await deps.pointsMails.confirm({
      ...mail,
      status: answer.kind,
      ...(answer.kind === 'sent' && { messageId: answer.messageId }),
    });
    return answer;
  }
  return { kind: 'raced' };
}

/** What keeps the mail from being written now, if anything does. */
export function heldBack(
  deps: MailAboutPointsDeps,
  customer: Customer,
  standing: Standing,
  isAwaited: boolean,
): Extract<PointsMailed, { kind: 'held' }> | undefined {
  const ruled = serviceRuling(deps, customer, standing, isAwaited);
  if (ruled.kind === 'write') return undefined;
  return { kind: 'held', ...(ruled.kind === 'refuse' && { reason: ruled.reason }) };
}

async function send(
  { firm, links, postOffice }: MailAboutPointsDeps,
  { customer, key, purpose }: PointsMailing,
  { at, link }: PointsMail,
  { letter, unsubscribeUrl }: AboutPoints,
) {
  const { settings, publicUrl, mailFrom } = firm;
  const [address = ''] = customer.emails;
  const locale = localeFor(customer.locale, 'und', 'en');
  const token = await links.token('points', link.id, link.endsAt);
  return postOffice.send({
    to: address,
    raw: await composeMail({
      ...letter(locale, `${publicUrl}/api/points/${token}`),
      from: { name: settings.firmName, address: mailFrom },
      to: { name: customer.name ?? '', address },
      stableId: `<points.${idPart(key)}.${placeOf(customer.id)}@${domainOf(settings.intakeAddress)}>`,
      ...{ locale, automatic: 'generated', purpose, at },
      ...(unsubscribeUrl !== undefined && { unsubscribeUrl }),
    }),
  });
}

/** A key as a part of a Message-ID: somebody else may have chosen it. */
const idPart = (key: string): string => key.replace(/[^A-Za-z0-9-]/g, '-').slice(0, 80);
