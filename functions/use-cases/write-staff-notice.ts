import { tierOf } from '../domain/case/case.ts';
import type { MailRecord } from '../domain/case/mail-record.ts';
import { reasonInWords } from '../domain/escalation/reason.ts';
import { recordedAnswer } from '../domain/offer/answer.ts';
import type { WrittenMail } from '../domain/mail/templates/layout.ts';
import {
  dutyNotice,
  leadNotice,
  messageNotice,
  offerAnswerToOwner,
  ownerNotice,
  teamPraise,
  type NoticeInput,
} from '../domain/mail/templates/staff-notices.ts';
import type { CaseFile } from '../ports/cases.ts';
import { ownerOf } from './firm.ts';
import { offerInWords } from './offer-in-words.ts';
import { staffLocale, type MailWriter } from './mail-writer.ts';

/** A mail to staff about a case; undefined for the purposes that go to the customer. */
export async function writeStaffNotice(
  deps: MailWriter,
  file: CaseFile,
  record: MailRecord,
): Promise<WrittenMail | undefined> {
  const { firm } = deps;
  const locale = staffLocale(firm);
  const { case: about } = file;
  const recipient = firm.settings.staff.find((user) => user.address === record.to);
  const common = {
    locale,
    firmName: firm.settings.firmName,
    timeZone: firm.settings.timeZone,
    caseNumber: about.number,
    consoleUrl: `${firm.publicUrl}/console/#/cases/${about.id}`,
    recipientName: recipient?.name ?? firm.settings.firmName,
  };
  switch (record.purpose) {
    case 'owner-notice':
      return ownerNotice({ ...common, ...notice(file, locale) });
    case 'lead-notice':
      return leadNotice({ ...common, ...notice(file, locale), ownerName: ownerName(deps, file) });
    case 'duty-notice':
      return dutyNotice({ ...common, ...notice(file, locale) });
    case 'message-notice':
      return messageNotice(common);
    case 'team-praise':
      return teamPraise({ ...common, praise: file.messages[0]?.text ?? '' });
    case 'offer-answer': {
      const offer = about.offerId === undefined ? undefined : await deps.offers.byId(about.offerId);
      if (!offer) throw new Error(`${about.id} has no offer`);
      const answer =
        offer.contractCancelledAt === undefined
          ? (recordedAnswer(offer.status) ?? 'expired')
          : 'cancel-contract';
      return offerAnswerToOwner({ ...common, offerTitle: offerInWords(firm, locale, offer).title, answer });
    }
    case 'acknowledgement':
    case 'decision':
    case 'offer-reminder':
    case 'closing':
    case 'cancellation-confirmed':
    case 'thanks':
    case 'staff-reply':
    case 'staff-offer':
      return undefined;
  }
}

const ownerName = (deps: MailWriter, file: CaseFile): string => ownerOf(deps.firm, file.case)?.name ?? '—';

function notice(
  { case: about }: CaseFile,
  locale: 'en' | 'zh-Hans',
): Pick<NoticeInput, 'reasons' | 'tier' | 'severity' | 'dueAt'> {
  return {
    reasons: (about.person?.reasons ?? []).map((reason) => reasonInWords(reason, locale)),
    tier: tierOf(about),
    severity: about.triaged?.severity ?? 1,
    dueAt: about.person?.dueAt ?? about.answerBy,
  };
}
