import type { Message } from '../domain/case/message.ts';
import type { Case } from '../domain/case/case.ts';
import { idPrefixes } from '../domain/ids.ts';
import type { Instant } from '../domain/instant.ts';
import type { Ids } from '../ports/world.ts';
import { mailToCustomer } from './case-file.ts';
import type { CaseWork } from './case-work.ts';
import { changeByStaff } from './staff-work.ts';
import type { StaffCommand, StaffResult } from './decide-by-staff.ts';

type Deps = CaseWork & { readonly ids: Ids };

/** Something said among staff; the customer never sees it. */
export const addNote = (deps: Deps, command: StaffCommand, text: string): Promise<StaffResult> =>
  changeByStaff(deps, command, ({ case: record }, at) => {
    const message = staffMessage(deps, command, record, { from: 'note', text, at });
    return {
      happened: [{ happening: { type: 'NoteAdded', message: message.number } }],
      extras: { messages: [message] },
    };
  });

/** Writes to the customer, by mail and on their status page. */
export const replyToCustomer = (deps: Deps, command: StaffCommand, text: string): Promise<StaffResult> =>
  changeByStaff(deps, command, ({ case: record }, at) => {
    if (record.kind === 'spam') return 'NotWithPerson';
    const message = staffMessage(deps, command, record, { from: 'us', text, at });
    return {
      happened: [{ happening: { type: 'ReplySent', message: message.number } }],
      extras: { messages: [message], mails: mailToCustomer(record, 'staff-reply', at, message.number) },
    };
  });

/** What a member of staff writes on a case: to the customer (`us`), or a note that only staff see. */
export const staffMessage = (
  deps: { readonly ids: Ids },
  command: StaffCommand,
  record: Case,
  { from, text, at }: { readonly from: 'us' | 'note'; readonly text: string; readonly at: Instant },
): Message => ({
  id: deps.ids.next(idPrefixes.message),
  number: record.messageCount + 1,
  at,
  from,
  channel: 'mail',
  text,
  author: command.by.id,
});
