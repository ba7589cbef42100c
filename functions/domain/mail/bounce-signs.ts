import { anyOf } from './any-of.ts';
import type { BounceEvidence } from './bounce-evidence.ts';

/**
 * How sure we are that a mail system wrote a mail. `certain`: by what only mail systems put into a header. `likely`:
 * by a name or subject that a person may have too. `worded`: by nothing but how it begins.
 */
type SystemSign = 'certain' | 'likely' | 'worded' | 'none';

const systemNames =
  /mailer-?daemon|post[-_]?master|mail ?delivery|delivery ?(?:subsystem|system|status|service|notification)|mail ?(?:subsystem|system|administrator|daemon|router|server)|mdaemon|bounce|(?:smtp|mail)[ -]?gateway|system administrator|internet mail|\bmda\b|\bmta\b|exchange|uucp|system anti-?virus|mail ?er\b|symantec|failed|mailadmin|\bmail@|^mail$|邮件系统|系统退信/i;

/** Nobody but a mail system has these; many a firm writes to us from `mail@`, and a courier is a delivery service. */
const onlySystems = /mailer-?daemon|post[-_]?master|mdaemon|delivery (?:sub)?system/i;

const undeliverable = /undeliver|(?:un)?deliverable/i;
const mailFailed =
  /(?:delivery|mail|message|transport|sending|e-?mail)\b.{0,30}(?:fail|error|problem|delay|status|notif|return|unsuccess|warning|could not|not be delivered)|fail(?:ure|ed)\b.{0,20}(?:deliver|notice|notif|mail|message)/i;
const cameBack =
  /returned (?:mail|message|to sender)|mail returned|non.?(?:delivery|remise)|nondeliver|user unknown|warning: (?:message|could not)/i;
const failureInEurope =
  /unzustellbar|fehlgeschlagen|nicht zugestellt|échec|non remis|no se (?:puede|ha podido|entreg)|entrega|mancata consegna|onbestelbaar|недостав|не доставлен/i;
const failureInEastAsia =
  /退信|投递失败|无法投递|传输失败|系统退信|配信|不達|エラー|送信でき|반송|전송 ?실패/i;
const troubleWithMailbox =
  /delayed|rejected|bounce|returning|mailbox (?:full|unavailable)|over quota|^NOTICE|can(?:'|no)t .{0,20}deliver|no such|message you sent|address/i;

/** What stands in the subject of a bounce; of many a complaint, too. */
const failureSubject = anyOf(
  undeliverable,
  mailFailed,
  cameBack,
  failureInEurope,
  failureInEastAsia,
  troubleWithMailbox,
);

const plainSubject =
  /^(?:undeliver|delivery (?:status|failure)|returned mail|mail delivery fail|failure notice|non-?delivery|邮件退信|系统退信|メールエラー|Не доставлено)/i;

const greeting = /(?:hello|hi|dear|sehr)\b[^\n]{0,60}\s+/i;
const thisIsAutomatic =
  /this (?:is an? |message was |mail was |report )[^.]{0,60}(?:automatic|auto-?generated|delivery (?:status|failure)|non-?delivery)/i;
const yourMailCouldNot =
  /(?:your|the|a) (?:e-?mail |mail |attached )?(?:message|mail|e-?mail)\b[^.]{0,80}(?:could not|cannot|can't|couldn't|was not|has not|unable)[^.]{0,30} deliver/i;
const unableToDeliver =
  /[^.]{0,60}(?:unable to deliver|not able to deliver|could not deliver|couldn't deliver|wasn't able to deliver)[^.]{0,20} (?:your|the|this|message|mail|e-?mail)/i;
const theseRecipientsFailed =
  /(?:the )?(?:following|these) (?:recipient|address|user)[^.]{0,60}(?:fail|error|problem|reached|delivered|unknown|reject)/i;
const titleOfReport =
  /message from interscan|(?:non-?)?delivery (?:status|failure|report)|error: invalid user|delivery to the following|undeliverable/i;
const beginningInEurope =
  /votre message n'a pas pu|ihre nachricht[^.]{0,80}nicht|su mensaje no|sua mensagem não|il (?:suo|tuo) messaggio|uw bericht|ваше (?:сообщение|письмо)/i;
const smtpTranscript = /sent <<</i;
const beginningInEastAsia =
  /送信先の|あなたの|(?:很|非常)?(?:抱歉|对不起|對不起)?[^。]{0,30}(?:邮件|郵件|信件)[^。]{0,40}(?:退回|退信|无法|無法|未能|失败|失敗)/i;
const beginnings = anyOf(
  thisIsAutomatic,
  yourMailCouldNot,
  unableToDeliver,
  theseRecipientsFailed,
  titleOfReport,
  beginningInEurope,
  smtpTranscript,
  beginningInEastAsia,
);

/** How mail systems begin; a customer who sends us a bounce says something of their own first. */
const machineWords = new RegExp(`^\\W*(?:${greeting.source})?(?:${beginnings.source})`, 'i');

/** Says what a mail is by its header and how it begins. */
export function signOfSystem(evidence: BounceEvidence): SystemSign {
  const { headers, from, fromName, subject, text } = evidence;
  const value = (name: string) => headers.find(({ key }) => key === name)?.value.trim();
  const contentType = value('content-type') ?? '';
  if (value('x-failed-recipients') !== undefined || isDeliveryReport(contentType)) return 'certain';
  const begins = machineWords.test(text.slice(0, 400));
  // A person answering a bounce is a person, unless it is a system that answers what we sent.
  if (/^\s*(?:re|aw|sv|回复|回覆)\s*[:：]/i.test(subject)) return begins ? 'worded' : 'none';
  const returnPath = value('return-path')?.replaceAll(' ', '') ?? '';
  const name = from.split('@', 1)[0] ?? '';
  if (returnPath === '<>' || /^<?mailer-daemon@?/i.test(returnPath) || from === '') {
    if (failureSubject.test(subject) || begins || onlySystems.test(`${name} ${fromName} ${returnPath}`))
      return 'certain';
  }
  if (onlySystems.test(name) || onlySystems.test(fromName)) return 'certain';
  const automatic = /^auto-/i.test(value('auto-submitted') ?? '');
  if (systemNames.test(name) || systemNames.test(fromName) || plainSubject.test(subject.trim()))
    return 'likely';
  if (automatic && failureSubject.test(subject)) return 'likely';
  return begins ? 'worded' : 'none';
}

const isDeliveryReport = (contentType: string): boolean =>
  /^\s*multipart\//i.test(contentType) && /report-type\s*=\s*"?delivery-status/i.test(contentType);

/** True when it was given up after temporary trouble, or the trouble is not temporary. */
const final =
  /gave up|give up|given up|giving up|no longer|permanent|fatal|not going to try|will not be (?:re)?tri|in the queue too long|timeout exceeded|expired|after \d+ attempt|\d+ attempts:|(?<![\d.])55\d[ -]|\b5\.\d\.\d\b/i;

const isLate = /\b(?:has been |is |was |been )?delayed\b|postponed|deferred|not yet (?:been )?delivered/i;
const triesOn =
  /(?:will|shall|going to) (?:be |keep |continue to )?(?:re-?tr(?:y|ied|ying)|try)|attempts will continue|still (?:be )?(?:trying|retr)|keep trying/i;
const warns = /warning: (?:message|could not)|temporar(?:y|ily)|THIS IS A WARNING/i;
const asksForNothing = /do(?:es)? not (?:need|have) to resend|no action is required/i;
const codesOfTemporaryTrouble = /\b4\.\d\.\d\b|(?<![\d.])4[235]\d[ -]\D/i;

/** True for a warning: the mail is late, and what sends it goes on trying. */
const late = anyOf(isLate, triesOn, warns, asksForNothing, codesOfTemporaryTrouble);

/** Words of its own that decide: what says so is a warning whatever codes it quotes. */
const warning =
  /this is (?:just |only )?a warning|not yet (?:been )?delivered|attempts will continue|(?:has been|been) (?:delayed|postponed)|will be retried|still being retried|do not (?:need|have) to resend|please do not resend/i;

/** Whether a notice only warns: the mail is late and is still being tried. */
export function isDelay(text: string): boolean {
  return warning.test(text) || (late.test(text) && !final.test(text));
}
