/**
 * Prefixes that mail programs put before the subject of a forwarded mail, by language. `Vs`/`VS` is an answer in
 * Finnish and a forward in Norwegian and is judged with other evidence.
 */
const forwardPrefixes =
  'fwd?|fw|wg|weitergeleitet|tr|rv|reenv|rif-fwd|i|inoltra(?:to)?|enc|encaminhad[ao]|doorst|doorgestuurd|vl|vb|vidarebefordrat|videresendt|pd|přeposláno|továbbítás|tov[áa]bb|ilt|İLT|πρθ|пересл|переслать|пересылка|перенапр|redirecționat|chuyển tiếp|إعادة توجيه|محول|הועבר|转发|轉寄|轉發|转寄|转送|転送|전달|doorsturen';
const replyPrefixes =
  're|aw|antwort|sv|svar|antw|antwoord|res|resp|r|rif|odp|ynt|yan[ıi]t|vá|atb|ats|ang|απ|отв|ответ|на|回复|回覆|答复|答覆|回应|返信|답장|회신|رد|תגובה|השב|ref|bls|tl|trả lời';

const prefix = (words: string) =>
  new RegExp(`^[\\s\\[(]*(?:${words})(?:\\s*[\\[(]\\d{1,3}[\\])]|\\^\\d{1,3}|\\d{1,2})?\\s*[:：]`, 'iu');
const forwardPrefix = prefix(forwardPrefixes);
const replyPrefix = prefix(replyPrefixes);
const ambiguousPrefix = /^\s*vs\s*[:：]/i;

/** What the outermost prefix of a subject says: only that one was written for this mail. */
export function subjectSays(subject: string): 'forward' | 'reply' | 'either' | 'nothing' {
  // List tags and markers such as "[EXTERNAL]" stand before the prefix.
  const bare = subject.slice(0, 200).replace(/^(?:\s*(?:\[[^\]]{1,40}\]|【[^】]{1,40}】))+\s*/u, '');
  if (ambiguousPrefix.test(bare)) return 'either';
  if (forwardPrefix.test(bare)) return 'forward';
  if (replyPrefix.test(bare)) return 'reply';
  return 'nothing';
}
