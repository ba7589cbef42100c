/** Longer than this, somebody tells us something. */
const LONGEST = 200;

const thanks = /\b(?:thanks?|thank you|thx|cheers|appreciated?|grateful)\b|谢谢|謝謝|感谢|感謝|多谢|多謝/iu;

/** Whatever could mean that something is still open: negations, questions, wishes, time, trouble. */
const open =
  /[?？]|\b(?:not|no|nothing|never|none|but|however|still|again|yet|without|unless|until|although|problem|issue|wrong|worse|complain\w*|cancel\w*|refund\w*|broken|late|wait\w*|when|why|how|what|please|need\w*|want\w*|would|could|should|lawyer|solicitor)\b|n['’]t\b|[不没沒未无無但却卻还還仍又再吗嗎呢请請要等]|什么|什麼|怎么|怎麼|投诉|投訴|取消|退款|问题|問題/iu;

/** Harm and loss, which nobody mentions beside a mere thanks. */
const harm =
  /\b(?:hurt\w*|burn\w*|injur\w*|hospital|doctor|ambulance|explod\w*|explo\w*|fire|smok\w*|shock\w*|bleed\w*|blood|poison\w*|sick|ill|died|dead|danger\w*|unsafe|police|court|sue|stolen|stole|hack\w*|leak\w*|fraud\w*|scam\w*|threat\w*|racis\w*|sexis\w*|another|something else|other thing|also|else|now my|broke)\b|伤|傷|烫|燙|烧|燒|炸|火|医院|醫院|救护|救護|报警|報警|起诉|起訴|法院|律师|律師|泄露|洩露|盗|盜|骗|騙|歧视|歧視|另外|还有|還有|坏|壞/iu;

const settledProblem = /(?:问题|問題)(?:已经|已經|已|都)*(?:解决|解決|处理好|處理好)/gu;

/**
 * Whether a message only thanks, so that nothing needs to happen. Deliberately narrow: whatever else is said means that
 * it may not be settled, and a person reads it.
 */
export const onlyThanks = (text: string): boolean =>
  text.trim().length <= LONGEST &&
  thanks.test(text) &&
  !harm.test(text) &&
  !open.test(text.replaceAll(settledProblem, ''));
