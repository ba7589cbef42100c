import type { CampaignStep, CampaignText } from '../domain/campaign/definition.ts';
import { UNSUBSCRIBE_EXPIRES } from '../domain/contact/contact.ts';
import { placeOf } from '../domain/customer/base-place.ts';
import type { Customer } from '../domain/customer/customer.ts';
import { localeFor, type Locale } from '../domain/language.ts';
import { composeMail, isMailAddress } from '../domain/mail/compose.ts';
import { campaignMailId } from '../domain/mail/own-marks.ts';
import { campaign as campaignLetter } from '../domain/mail/templates/campaign.ts';
import { campaignHandOver } from '../domain/mail/templates/campaign-hand-over.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Question } from '../ports/campaigns.ts';
import type { Clock, Links, PostOffice } from '../ports/world.ts';
import { domainOf } from './mail-writer.ts';
import { offerInWords } from './offer-in-words.ts';

export interface CampaignMailDeps {
  readonly links: Pick<Links, 'token'>;
  readonly postOffice: PostOffice;
  readonly clock: Clock;
  readonly firm: {
    readonly settings: Pick<
      RuntimeSettings,
      'firmName' | 'timeZone' | 'intakeAddress' | 'country' | 'staff' | 'teamMailbox' | 'currency'
    >;
    readonly publicUrl: string;
    readonly mailFrom: string;
  };
}

type Answer = Awaited<ReturnType<PostOffice['send']>>;

export interface CampaignMail {
  readonly campaignId: string;
  readonly step: string;
  readonly texts: Readonly<Partial<Record<Locale, CampaignText>>>;
  readonly customer: Customer;
  readonly contactId: string;
  /** Where the answer goes, for a step that asks. */
  readonly question?: Question | undefined;
  /** The offer that the step makes, and the page where it is answered. */
  readonly offer?:
    (Pick<Offer, 'catalogueId' | 'cost' | 'texts' | 'validUntil'> & { readonly url: string }) | undefined;
  /** Written over the subject of a test. */
  readonly mark?: string;
  readonly to?: string;
}

const answerWords = { en: 'Answer', 'zh-Hans': '回答' } as const;

/** Writes and sends one campaign mail that was reserved. */
export async function sendCampaignMail(deps: CampaignMailDeps, mail: CampaignMail): Promise<Answer> {
  const { settings, publicUrl, mailFrom } = deps.firm;
  const { customer, question, campaignId, step } = mail;
  const [address = ''] = customer.emails;
  const at = deps.clock.now();
  const locale = localeFor(customer.locale, 'und', 'en');
  const text = mail.texts[locale] ?? mail.texts.en;
  if (!text) throw new Error(`step ${step} of ${campaignId} has no words`);
  const token = await deps.links.token('unsubscribe', mail.contactId, UNSUBSCRIBE_EXPIRES);
  const letter = campaignLetter({
    locale,
    firmName: settings.firmName,
    timeZone: settings.timeZone,
    customerName: customer.name ?? '',
    signedBy: settings.firmName,
    ...text,
    subject: `${mail.mark ?? ''}${text.subject}`,
    imprint: '',
    ...(mail.offer && {
      offer: {
        ...offerInWords(deps.firm, locale, mail.offer),
        validUntil: mail.offer.validUntil,
        url: mail.offer.url,
      },
    }),
    ...(question && {
      action: {
        label: answerWords[locale],
        url: `${publicUrl}/api/answers/${await deps.links.token('question', question.ulid, question.expiresAt)}`,
        validUntil: question.expiresAt,
      },
    }),
    // People get the page; mail programs use the header below and POST without asking.
    unsubscribeUrl: `${publicUrl}/unsubscribe/#${token}`,
  });
  const to = mail.to ?? address;
  return deps.postOffice.send({
    to,
    raw: await composeMail({
      from: { name: settings.firmName, address: mailFrom },
      to: { name: customer.name ?? '', address: to },
      ...letter,
      locale,
      stableId: stableIdOf(settings, campaignId, step, customer.id),
      automatic: 'generated',
      purpose: 'campaign',
      unsubscribeUrl: `${publicUrl}/api/unsubscribe/${token}`,
      at,
    }),
  });
}

/** Tells the person who looks after a customer what a campaign asks of them. */
export async function sendHandOver(
  deps: CampaignMailDeps,
  about: {
    readonly campaignId: string;
    readonly campaignName: string;
    readonly step: CampaignStep & { readonly do: 'hand-over' };
    readonly customer: Customer;
    readonly risk: number;
  },
): Promise<Answer> {
  const { settings, publicUrl, mailFrom } = deps.firm;
  const to = personFor(settings, about.step.to, about.customer);
  const locale = staffLanguage(settings);
  const letter = campaignHandOver({
    locale,
    firmName: settings.firmName,
    recipientName: to.name,
    campaignName: about.campaignName,
    note: about.step.note,
    customerNumber: about.customer.customerNumber,
    tier: about.customer.tier,
    risk: about.risk,
    consoleUrl: `${publicUrl}/console/#/customers/${about.customer.id}`,
  });
  return deps.postOffice.send({
    to: to.address,
    raw: await composeMail({
      from: { name: settings.firmName, address: mailFrom },
      to,
      ...letter,
      locale,
      stableId: stableIdOf(settings, about.campaignId, about.step.id, about.customer.id),
      automatic: 'generated',
      purpose: 'campaign-hand-over',
      at: deps.clock.now(),
    }),
  });
}

const staffLanguage = ({ country }: Pick<RuntimeSettings, 'country'>): Locale =>
  country === 'CN' ? 'zh-Hans' : 'en';

/** The account manager by id, name or address, where staff or the record itself gives an address; else the team. */
function personFor(
  { staff, teamMailbox, firmName }: CampaignMailDeps['firm']['settings'],
  to: 'account-manager' | 'team',
  { accountManager }: Customer,
): { readonly name: string; readonly address: string } {
  const named = (accountManager ?? '').toLowerCase();
  const member = staff.find(({ id, name, address }) =>
    [id, name.toLowerCase(), address.toLowerCase()].includes(named),
  );
  if (to === 'account-manager' && member) return { name: member.name, address: member.address };
  if (to === 'account-manager' && isMailAddress(named)) return { name: '', address: named };
  return { name: firmName, address: teamMailbox };
}

const stableIdOf = (
  settings: Pick<RuntimeSettings, 'intakeAddress'>,
  campaignId: string,
  step: string,
  customerId: string,
): string =>
  campaignMailId({ campaignId, step, place: placeOf(customerId) }, domainOf(settings.intakeAddress));
