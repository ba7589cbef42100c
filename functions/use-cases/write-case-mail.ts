import { isAnswerToOffer } from '../domain/case/answer-to-offer.ts';
import type { Case } from '../domain/case/case.ts';
import type { MailPurpose, MailRecord } from '../domain/case/mail-record.ts';
import type { OutgoingMail } from '../domain/mail/compose.ts';
import { stableMessageId } from '../domain/mail/own-marks.ts';
import { acknowledgement } from '../domain/mail/templates/acknowledgement.ts';
import { cancellationConfirmed } from '../domain/mail/templates/cancellation-confirmed.ts';
import { closing } from '../domain/mail/templates/closing.ts';
import { decision } from '../domain/mail/templates/decision.ts';
import type { WrittenMail } from '../domain/mail/templates/layout.ts';
import { offerReminder } from '../domain/mail/templates/offer-reminder.ts';
import { staffOffer, staffReply } from '../domain/mail/templates/staff-letters.ts';
import { thanks } from '../domain/mail/templates/thanks.ts';
import type { CaseMail, OfferWords } from '../domain/mail/templates/words.ts';
import { ulidOf } from '../domain/ids.ts';
import { voucherCodeIn } from '../domain/offer/voucher-in-offer.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { CaseFile } from '../ports/cases.ts';
import type { Firm } from './firm.ts';
import { domainOf, staffLocale, type MailWriter } from './mail-writer.ts';
import { offerUrl, statusUrl } from './links-to.ts';
import { offerInWords } from './offer-in-words.ts';
import { writeStaffNotice } from './write-staff-notice.ts';

/** One mail on a case, from the record alone: written again, it says the same with the same link. */
export async function writeCaseMail(
  deps: MailWriter,
  file: CaseFile,
  record: MailRecord,
): Promise<OutgoingMail> {
  const { settings } = deps.firm;
  const { case: about } = file;
  const written = (await writeStaffNotice(deps, file, record)) ?? (await writeToCustomer(deps, file, record));
  const toCustomer = record.to === about.email;
  return {
    from: { name: settings.firmName, address: deps.firm.mailFrom },
    to: { name: toCustomer ? about.name : '', address: record.to },
    ...(toCustomer && { replyTo: { name: settings.firmName, address: await replyAddress(deps, about) } }),
    ...written,
    locale: toCustomer ? about.locale : staffLocale(deps.firm),
    stableId: stableMessageId(about.id, record.purpose, record.number, domainOf(settings.intakeAddress)),
    ...(toCustomer && thread(file)),
    automatic: automatic(record.purpose),
    purpose: record.purpose,
    at: record.reservedAt,
  };
}

const replyAddress = async (deps: MailWriter, record: Case): Promise<string> =>
  `${await deps.links.replyLocalPart(ulidOf(record.id))}@${domainOf(deps.firm.settings.intakeAddress)}`;

/** What the customer's own mail program knows: their last mail, and what we sent before. */
function thread(file: CaseFile): Pick<OutgoingMail, 'inReplyTo' | 'references'> {
  const theirs = file.messages.findLast(
    (message) => message.from === 'customer' && message.mailId !== undefined,
  )?.mailId;
  const ours = file.mails.flatMap((mail) =>
    mail.messageId !== undefined && mail.to === file.case.email ? [mail.messageId] : [],
  );
  return { ...(theirs !== undefined && { inReplyTo: theirs }), references: ours };
}

function automatic(purpose: MailPurpose): OutgoingMail['automatic'] {
  switch (purpose) {
    case 'acknowledgement':
    case 'cancellation-confirmed':
    case 'thanks':
      return 'replied';
    case 'staff-reply':
    case 'staff-offer':
      return 'by-person';
    case 'decision':
    case 'offer-reminder':
    case 'closing':
    case 'owner-notice':
    case 'lead-notice':
    case 'duty-notice':
    case 'team-praise':
    case 'offer-answer':
    case 'message-notice':
      return 'generated';
  }
}

async function writeToCustomer(deps: MailWriter, file: CaseFile, record: MailRecord): Promise<WrittenMail> {
  const { case: about } = file;
  const mail = caseMail(deps.firm, about);
  const status = await statusUrl(deps, about);
  switch (record.purpose) {
    case 'acknowledgement':
      return acknowledgement({ ...mail, answerBy: about.answerBy, statusUrl: status });
    case 'decision': {
      const offer = await offerToTell(deps, about);
      return decision({ ...mail, remedyText: remedyText(about), statusUrl: status, ...(offer && { offer }) });
    }
    case 'offer-reminder': {
      const offer = await offerToTell(deps, about);
      if (!offer) throw new Error(`${about.id} has no offer to remind of`);
      return offerReminder({ ...mail, offer });
    }
    case 'closing': {
      const offer = about.offerId === undefined ? undefined : await deps.offers.byId(about.offerId);
      const accepted = offer?.status === 'accepted' ? offer : undefined;
      const outcome = outcomeText(file);
      return closing({
        ...mail,
        statusUrl: status,
        outcomeText: outcome,
        acceptedOffer: accepted ? offerInWords(deps.firm, about.locale, accepted).title : null,
        voucherCode: accepted ? voucherCodeIn(accepted) : null,
        // A person who has settled it since says what was done.
        isAnswerToOffer: isAnswerToOffer(about) && accepted !== undefined && outcome === null,
      });
    }
    case 'cancellation-confirmed':
      return cancellationConfirmed({
        ...mail,
        requestedAt: about.cancellationAt ?? record.reservedAt,
        answerBy: about.answerBy,
        statusUrl: status,
      });
    case 'thanks':
      return thanks({ ...mail, kind: about.kind === 'praise' ? 'praise' : 'suggestion', statusUrl: status });
    case 'staff-reply': {
      const reply = file.messages.find((message) => message.number === record.number);
      return staffReply({
        ...mail,
        signedBy: nameOf(deps.firm, reply?.author),
        text: reply?.text ?? '',
        statusUrl: status,
      });
    }
    case 'staff-offer': {
      const offer = about.offerId === undefined ? undefined : await deps.offers.byId(about.offerId);
      if (!offer) throw new Error(`${about.id} has no offer to tell`);
      return staffOffer({
        ...mail,
        signedBy: nameOf(deps.firm, offer.madeBy),
        offer: await inWords(deps, about, offer),
        note: '',
      });
    }
    case 'owner-notice':
    case 'lead-notice':
    case 'duty-notice':
    case 'team-praise':
    case 'offer-answer':
    case 'message-notice':
      throw new Error(`${record.purpose} is not written to a customer`);
  }
}

const caseMail = (firm: Firm, record: Case): CaseMail => ({
  locale: record.locale,
  firmName: firm.settings.firmName,
  timeZone: firm.settings.timeZone,
  caseNumber: record.number,
  signedBy: firm.settings.firmName,
  customerName: record.name,
});

const remedyText = (record: Case): string | null => record.remedy?.text[record.locale] ?? null;

/** What a person wrote when resolving is the outcome; where a rule resolved, the decision has said it. */
const outcomeText = (file: CaseFile): string | null => {
  const byPerson = file.facts.some(
    ({ happened, by }) => happened.type === 'CaseResolved' && by.kind === 'staff',
  );
  return byPerson ? (file.messages.findLast((message) => message.from === 'us')?.text ?? null) : null;
};

const nameOf = (firm: Firm, staffId: string | undefined): string =>
  firm.settings.staff.find((user) => user.id === staffId)?.name ?? firm.settings.firmName;

/** The policy's offer, unless it was over or taken back before the customer was told of it. */
async function offerToTell(deps: MailWriter, record: Case): Promise<OfferWords | undefined> {
  const offer = record.offerId === undefined ? undefined : await deps.offers.byId(record.offerId);
  const isOver = offer?.status === 'expired' || offer?.status === 'withdrawn';
  return offer?.madeBy === 'policy' && !isOver ? inWords(deps, record, offer) : undefined;
}

const inWords = async (deps: MailWriter, record: Case, offer: Offer): Promise<OfferWords> => ({
  ...offerInWords(deps.firm, record.locale, offer),
  validUntil: offer.validUntil,
  url: await offerUrl(deps, offer),
});
