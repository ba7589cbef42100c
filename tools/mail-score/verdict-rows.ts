import { basename } from 'node:path';
import type { Verdict } from '../../functions/domain/mail/parsed-mail.ts';
import { mailFiles, readAll, asMail, type MailFile } from './corpus.ts';
import { rowOf, type ScoreRow } from './score-row.ts';

/** By the file names of the corpus: what the server or the standard in the name writes. */
const kinds: readonly (readonly [RegExp, readonly Verdict[]])[] = [
  [/^(?:lhost|rhost)-/, ['bounce']],
  [/^arf-/, ['report']],
  [/^rfc3464-/, ['bounce', 'report']],
  [/^rfc3834-/, ['auto-reply']],
];

async function sisimaiRow(root: string): Promise<ScoreRow> {
  const mails = await readAll(await mailFiles(root, 'sisimai-set-of-emails'));
  const answers = mails.flatMap(({ path, mail }) => {
    const [, expected] = kinds.find(([name]) => name.test(basename(path))) ?? [];
    if (!expected) return [];
    return [
      expected.includes(mail.verdict) ? null : `${path}: ${mail.verdict}, not ${expected.join(' or ')}`,
    ];
  });
  return rowOf('sisimai-set-of-emails', 'verdict by file name', 0.95, answers);
}

/** Corpora whose messages people wrote, but for those named below; bodies without a header get a person's. */
const humanFolders = [
  'talon/standard_replies',
  'talon/signature/emails/P',
  'talon/signature/emails/stripped',
  'email_reply_trimmer/emails',
  'mikel-mail',
  'enmime',
  'mailparser',
  'postal-mime',
  'cpython-test_email',
  'james-mime4j',
];
const bodiesOnly = /^(?:talon\/signature|email_reply_trimmer)\//;
/** Reports among them, and what is no mail at all. */
const notHuman =
  /multipart_report_emails|badbound\.msg$|raw_email_with_mimepart_without_content_type|(?:^|\/)(?:bounce|arf|delivery-status)\.eml$|cpython-test_email\/msg_(?:05|16|25|43)\.txt$|_sender$|_signature$|sample_output_multipart$/;

/** Human mail that is not taken for machine mail: a bounce, report, auto-reply or our own. */
async function humanRows(root: string): Promise<ScoreRow[]> {
  const files = (await Promise.all(humanFolders.map((folder) => mailFiles(root, folder))))
    .flat()
    .filter(({ path }) => !notHuman.test(path))
    .map((file): MailFile => (bodiesOnly.test(file.path) ? { ...file, bytes: asMail(file.bytes) } : file));
  const mails = await readAll(files);
  const judged = (machine: readonly Verdict[]) =>
    mails.map(({ path, mail }) => (machine.includes(mail.verdict) ? `${path}: ${mail.verdict}` : null));
  return [
    rowOf(
      'mail of people',
      'not called bounce, report, auto-reply or own',
      0.99,
      judged(['bounce', 'report', 'auto-reply', 'own']),
    ),
    rowOf(
      'mail of people',
      'not called list either (some came over one and say so)',
      null,
      judged(['bounce', 'report', 'auto-reply', 'own', 'list']),
    ),
  ];
}

export async function verdictRows(root: string): Promise<ScoreRow[]> {
  return [await sisimaiRow(root), ...(await humanRows(root))];
}
