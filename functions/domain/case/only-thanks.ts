/** Longer than this, somebody tells us something. */
const LONGEST = 200;

const thanks = /\b(?:thanks?|thank you|thx|cheers|appreciated?|grateful)\b|谢谢|謝謝|感谢|感謝|多谢|多謝/iu;

/** Whatever could mean that something is still open: negations, questions, wishes, time, trouble. */
const open =
  /[?？]|\b(?:not|no|nothing|never|none|but|however|still|again|yet|without|unless|until|although|problem|issue|wrong|worse|complain\w*|cancel\w*|refund\w*|broken|late|wait\w*|when|why|how|what|please|need\w*|want\w*|would|could|should|lawyer|solicitor)\b|n['’]t\b|[不没沒未无無但却卻还還仍又再吗嗎呢请請要等]|什么|什麼|怎么|怎麼|投诉|投訴|取消|退款|问题|問題/iu;

const settledProblem = /(?:问题|問題)(?:已经|已經|已|都)*(?:解决|解決|处理好|處理好)/gu;

/**
 * Whether a message only thanks, so that nothing needs to happen. Deliberately narrow: whatever else is said means that
 * it may not be settled, and a person reads it.
 */
export const onlyThanks = (text: string): boolean =>
  text.trim().length <= LONGEST && thanks.test(text) && !open.test(text.replaceAll(settledProblem, ''));
