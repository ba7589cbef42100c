import { bounceOf } from './bounce.ts';
import type { BounceEvidence } from './bounce-evidence.ts';
import { isGoodNews } from './bounce-status.ts';
import type { Bounce, MachineMarks, Verdict } from './parsed-mail.ts';
import { forwardMarker, headerField } from './quote-words.ts';
import { sesNotice } from './ses-notice.ts';
import { subjectSays } from './subject.ts';

interface VerdictEvidence extends BounceEvidence {
  readonly marks: MachineMarks;
  readonly threaded: boolean;
  /** Value of `Content-Type` of the whole mail. */
  readonly contentType: string;
  /** Text of the parts `message/feedback-report`. */
  readonly feedback: readonly string[];
  /** Content types of the parts that are not its text. */
  readonly partTypes: readonly string[];
}

interface Judgement {
  readonly verdict: Verdict;
  readonly bounce?: Bounce;
  readonly complaint?: true;
}

/** What a mail is to us; machine mail first, because answering it is how loops start. */
export function judge(evidence: VerdictEvidence): Judgement {
  if (evidence.marks.ownMarker !== null) return { verdict: 'own' };
  if (isFeedbackReport(evidence))
    return { verdict: 'report', ...(!evidence.feedback.some(isNoComplaint) && { complaint: true }) };
  const notice = sesNotice(evidence.text);
  if (notice)
    return notice.kind === 'Bounce' ? { verdict: 'bounce', bounce: notice.bounce } : { verdict: 'report' };
  const bounce = bounceOf(evidence);
  if (bounce) return { verdict: 'bounce', bounce };
  if (isGoodNews(evidence.deliveryStatus) || isReadReceipt(evidence)) return { verdict: 'report' };
  if (isAutoReply(evidence)) return { verdict: 'auto-reply' };
  if (isList(evidence.marks)) return { verdict: 'list' };
  return { verdict: humanVerdict(evidence) };
}

/** RFC 5965 complaint reports, and those that arrive without the report type but with its part. */
function isFeedbackReport({
  contentType,
  partTypes,
  from,
  fromName,
  subject,
  text,
}: VerdictEvidence): boolean {
  if (partTypes.includes('message/feedback-report') || /report-type="?feedback-report/i.test(contentType))
    return true;
  // Microsoft's junk-mail reporting sends the mail with no report part.
  return (
    (/^staff@hotmail\.com$/i.test(from) && /^complaint about message/i.test(subject)) ||
    (/abuse|complaint|feedback/i.test(`${from} ${fromName}`) &&
      /^(?:this is an? (?:email )?abuse report|this is an? .{0,40}feedback report)/im.test(
        text.slice(0, 2_000),
      ))
  );
}

/** RFC 6591 reports about sign-in of mail, and RFC 6430 says that a mail was called spam by mistake. */
const isNoComplaint = (report: string): boolean =>
  /^feedback-type:\s*(?:auth-failure|dkim\S*|dmarc|not-spam|virus)\b/im.test(report);

function isReadReceipt({ contentType, partTypes }: VerdictEvidence): boolean {
  return (
    partTypes.includes('message/disposition-notification') ||
    /report-type="?disposition-notification/i.test(contentType)
  );
}

const absences = [
  'automat(?:ic|ed|ische|isk|yczna)?[ -]?(?:reply|response|answer|antwort|svar|antwoord|odpowiedź)',
  'auto(?:-| )?(?:reply|response|respond(?:er)?)',
  'out of (?:the )?office(?: (?:auto(?:matic)?[ -]?)?(?:reply|response|message|notification|notice))?',
  "(?:i am |i'm )?(?:currently )?(?:away|on vacation|on leave|on holiday|out of (?:the )?office)",
  'vacation (?:reply|response|message|notice)',
  'abwesen(?:d|heit)\\p{L}*',
  'automatische antwort',
  'réponse automatique',
  'absence(?: du bureau)?',
  'respuesta automática',
  'fuera de (?:la )?oficina',
  'resposta automática',
  'ausência(?: do escritório| temporária)?',
  'risposta automatica',
  'fuori (?:sede|ufficio)',
  'automatische? (?:antwoord|reply)',
  'afwezig(?:heid)?',
  'autosvar',
  'frånvaro',
  'fravær',
  'poissa',
  'автоответ\\p{L}*',
  'автоматический ответ',
  'ответ автоответчика',
  'otomatik yanıt',
  '自动回复',
  '自動回覆',
  '自动答复',
  '自動回復',
  '自動回信',
  '自動返信',
  '不在通知',
  '不在のお知らせ',
  '외출',
  '자동 ?(?:응답|회신)',
  '부재중',
  'رد تلقائي',
  'رد آلي',
].join('|');

/**
 * What stands in the subject of an out-of-office, and nothing of a person's own after it: "On holiday in Crete: bed
 * bugs" and "自动回复太烂" are complaints, and nobody would see them again.
 */
const autoReplySubject = new RegExp(
  `^\\s*(?:${absences})\\s*(?:$|[:：;!.。|(\\[（【-]|re\\b|aw\\b|until\\b|till\\b|from (?:my desk|the office|\\d)|back\\b|returning\\b|bis\\b|jusqu|\\d)`,
  'iu',
);

/** The same at the end of a subject, after the name of what is answered. */
const autoReplyEnd = new RegExp(`(?:[:：(（\\[【-]|\\s)\\s*(?:${absences})\\s*[)）\\]】]?\\s*$`, 'iu');
/** A subject that ends in it and is a sentence is a person's: "all I get is an automatic reply". */
const LONGEST_ENDED = 30;

function isAutoReply({ marks, headers, subject }: VerdictEvidence): boolean {
  if (marks.autoSubmitted !== null && marks.autoSubmitted !== 'no') return true;
  if (/auto[-_ ]?repl/i.test(marks.precedence ?? '')) return true;
  const automatic = [
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-reply',
    'x-auto-response-from',
    'x-mail-autoreply',
    'x-vacation',
  ];
  if (headers.some(({ key, value }) => automatic.includes(key) && !/^\s*(?:no|false|0)\s*$/i.test(value)))
    return true;
  if (headers.some(({ key, value }) => key === 'x-precedence' && /auto/i.test(value))) return true;
  return (
    autoReplySubject.test(subject) ||
    (subject.length <= LONGEST_ENDED && autoReplyEnd.test(subject)) ||
    /^\s*re\s*:\s*\[?(?:out of office|auto(?:matic)? ?reply)\s*(?:$|[:：\])-])/i.test(subject)
  );
}

function isList(marks: MachineMarks): boolean {
  return marks.list || /^(?:bulk|list|junk)$/i.test(marks.precedence ?? '');
}

function humanVerdict({ subject, text, threaded, partTypes }: VerdictEvidence): Verdict {
  const said = subjectSays(subject);
  if (said === 'forward') return 'forward';
  if (said === 'either') return threaded && !carriesForward(text) ? 'reply' : 'forward';
  if (said === 'reply' || threaded) return 'reply';
  const forwardsAttached = partTypes.includes('message/rfc822') && text.trim().length < 200;
  return forwardMarker.test(text.slice(0, 20_000)) || forwardsAttached ? 'forward' : 'new';
}

function carriesForward(text: string): boolean {
  const start = text.slice(0, 20_000);
  return forwardMarker.test(start) || start.split('\n').filter((line) => headerField.test(line)).length >= 3;
}

/**
 * The loop brake's own question (docs/adr/044): may anything automatic be sent in answer? Never to a machine,
 * never to a list, never to a null return path, never to ourselves.
 */
export function mayAnswer(mail: {
  readonly verdict: Verdict;
  readonly marks: MachineMarks;
  readonly from: { readonly address: string } | null;
}): boolean {
  const { marks, from } = mail;
  if (!['new', 'reply', 'forward'].includes(mail.verdict) || from === null) return false;
  if (marks.autoResponseSuppress || marks.list || marks.returnPath === '' || marks.ownMarker !== null)
    return false;
  if (/^(?:bulk|list|junk|auto.?reply)$/i.test(marks.precedence ?? '')) return false;
  return !isUnread(from.address);
}

/** A mailbox that nobody reads, by its name. */
export const isUnread = (address: string): boolean =>
  /^(?:mailer-?daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+.-].*)?@/i.test(address);
