import { theSystem, type Case } from '../domain/case/case.ts';
import { changeCase, type Happened } from '../domain/case/change.ts';
import type { MailRecord } from '../domain/case/mail-record.ts';
import { routeOf, routeOfCase, safeKind, type Route } from '../domain/case/route.ts';
import { resolutionDueAt } from '../domain/clock/own-clocks.ts';
import type { Instant } from '../domain/instant.ts';
import { LOW_CONFIDENCE } from '../domain/triage/judgement.ts';
import { after, mailToCustomer, openFile } from './case-file.ts';
import { saveOrThrow } from './save-change.ts';
import type { Judge } from '../ports/judge.ts';
import { deliverReserved, ofPurpose, type CaseWork } from './case-work.ts';

/** Triages a new case once and tells the customer that we have it; run again, it only finishes what is left. */
export async function triageCase(
  deps: CaseWork & { readonly judge: Judge },
  caseId: string,
): Promise<{ readonly caseId: string; readonly route: Route }> {
  let file = await openFile(deps, caseId);
  if (file.case.status === 'received') {
    const at = deps.clock.now();
    const judged = await deps.judge.judge({ subject: file.case.subject, text: file.messages[0]?.text ?? '' });
    const accepted = file.facts.some((fact) => fact.happened.type === 'QuarantineAccepted');
    const kind =
      accepted && judged.kind === 'spam'
        ? 'complaint'
        : safeKind(judged.kind, judged.confidence >= LOW_CONFIDENCE);
    const { language, category, severity, sentiment, flags, ask, confidence } = judged;
    const happened: Happened[] = [
      {
        happening: {
          type: 'CaseTriaged',
          kind,
          triaged: { language, category, severity, sentiment, flags, ask, confidence },
          answerBy: resolutionDueAt(deps.firm.calendar, file.case.receivedAt, 'standard', severity),
        },
      },
    ];
    if (kind === 'cancellation') happened.push({ happening: { type: 'ContractCancellationRequested' } });
    if (kind === 'spam') happened.push({ happening: { type: 'CaseClosed', why: 'spam' } });
    const change = changeCase(file.case, { at, by: theSystem }, happened, {
      mails: firstMail({ ...file.case, kind }, routeOf(kind, flags, confidence >= LOW_CONFIDENCE), at),
    });
    file = after(file, await saveOrThrow(deps, change));
  }
  await deliverReserved(
    deps,
    file,
    ofPurpose(
      'acknowledgement',
      'cancellation-confirmed',
      ...(isSettledByAnswer(file.case) ? ['closing' as const] : []),
    ),
  );
  return {
    caseId,
    route: file.case.status === 'in-recovery' ? routeOfCase(file.case, LOW_CONFIDENCE) : 'none',
  };
}

/** Begun and ended by an answer to a campaign's offer: this step is the only one that sends its confirmation. */
const isSettledByAnswer = ({ channel, status }: Case): boolean => channel === 'link' && status === 'closed';

/** What is thanked in a moment and what is never answered get no acknowledgement; a cancellation is confirmed at once. */
function firstMail(record: Case, route: Route, at: Instant): MailRecord[] {
  if (route === 'thank' || route === 'none') return [];
  return mailToCustomer(
    record,
    record.kind === 'cancellation' ? 'cancellation-confirmed' : 'acknowledgement',
    at,
  );
}
