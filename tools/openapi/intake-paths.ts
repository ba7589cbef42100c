import { header, problem, query, type Operation, type Paths } from './operation.ts';
import { action, cursor, forbidden, notFound, notSignedIn, read, withETag } from './staff-paths.ts';

/** A decision about what waits: of a mail its new state, of a case its line. */
const decision = (id: string, summary: string, body?: Operation['body']) => {
  const { post } = action(id, summary, 'Nothing is to be decided about it.', body);
  return post && { post: { ...post, answers: { ...post.answers, 200: decided } } };
};
const decided = {
  says: 'Done; of a mail what it is now, of a case its line.',
  schema: 'Decided',
  headers: { ETag: 'Version as it is now.' },
};

const download = (id: string, summary: string) =>
  read(id, summary, 'AttachmentLink', [], {
    403: problem('No right to it, or it carries a virus.'),
    404: notFound,
  });

/** What came in: quarantine, and stored mail with its parts. */
export const intakePaths: Paths = {
  '/api/staff/quarantine': read(
    'listQuarantine',
    'What waits for a look: cases taken for spam, mail that opened no case, and cases linked for review',
    'QuarantineList',
    [cursor],
    { 400: problem('Not a cursor of ours.') },
  ),
  '/api/staff/quarantine/{id}': read(
    'readQuarantined',
    'One thing that waits',
    'Quarantined',
    [],
    withETag('Quarantined'),
  ),
  '/api/staff/quarantine/{id}/accept': {
    ...decision('acceptFromQuarantine', 'It is a complaint: it becomes a case, or goes on as one', {
      schema: 'AcceptMailRequest',
      example: { email: 'sam@example.org' },
    }),
  },
  '/api/staff/quarantine/{id}/attach': {
    ...decision('attachFromQuarantine', 'It belongs to this case', {
      schema: 'AttachMailRequest',
      example: { caseId: 'AM-2026-4T0Z8B', trustSender: true },
    }),
  },
  '/api/staff/quarantine/{id}/reject': {
    ...decision(
      'rejectFromQuarantine',
      'Nobody has to handle it: it leaves the list and stays in the record; with `notice` its sender is told',
      {
        schema: 'RejectMailRequest',
        example: { reason: 'Nothing but a picture that does not open', notice: 'nothing-to-read' },
      },
    ),
  },
  '/api/staff/addresses': read(
    'readAddress',
    'Whether mail arrives at an address, and who freed it before',
    'MailAddress',
    [query('address', 'As the customer has it.', { type: 'string', format: 'email' })],
    {
      200: {
        says: 'What is known of it.',
        schema: 'MailAddress',
        headers: { ETag: 'Version, for If-Match.' },
      },
      400: problem('No e-mail address.'),
    },
  ),
  '/api/staff/addresses/free': {
    post: {
      id: 'freeAddress',
      tag: 'staff',
      summary: 'Mail arrives there after all: automatic mail may go to it again',
      detail:
        'Who did it and why is kept. Cases of the address that are not over are written to again. A wish to hear no marketing stays. The same call again changes nothing, and does what a call that died left undone.',
      parameters: [header('If-Match', 'ETag of the address that was read.', true)],
      body: {
        schema: 'FreeAddressRequest',
        example: { address: 'ann@example.org', why: 'She rang: her mailbox was full, and is not any more' },
      },
      answers: {
        200: { says: 'Done.', schema: 'MailAddress', headers: { ETag: 'Version as it is now.' } },
        400: problem('Fields that do not fit.'),
        401: notSignedIn,
        403: forbidden,
        409: problem('Mail to this address is not stopped, and no case says so.'),
        412: problem('It was freed, or stopped again, meanwhile.'),
        428: problem('If-Match is missing.'),
      },
    },
  },
  '/api/staff/mails/{id}': read(
    'readMail',
    'What is recorded of a stored mail, with the verdicts of the mail server',
    'MailRecord',
    [],
    withETag('MailRecord'),
  ),
  '/api/staff/mails/{id}/raw': download(
    'downloadMail',
    'Where the mail as it came is downloaded, for a minute',
  ),
  '/api/staff/mails/{id}/attachments/{place}': download(
    'downloadMailAttachment',
    'Where an attachment of the mail is downloaded, for a minute',
  ),
};
