/**
 * Words by which an offer would bind who takes it: a longer contract, no cancelling, no complaint. What the customer
 * may do is the firm's to grant and never the price of an offer. A list catches what is written plainly; that every
 * page and mail of an offer carries "cancel my contract" does not hang on it.
 */
const bindings: readonly RegExp[] = [
  /\b(?:can(?:no|')t|may not|must not|cannot|no longer be able to|not be able to) (?:be )?(?:cancel|end|terminate|leave|switch)\w*/i,
  /\b(?:waive|give up|forgo|renounce)\w* (?:your |any |the |all )*(?:right|claim|complaint)s?/i,
  /\bminimum (?:term|contract|period)/i,
  /\b(?:lock|bind|tie)s? you (?:in|to)\b(?! nothing)/i,
  /\bcontract (?:is|gets|will be) (?:extended|renewed|prolonged)/i,
  /\b(?:early )?(?:termination|cancellation) fee/i,
  /\b(?:withdraw|drop) (?:your|the) complaint/i,
  /不(?:得|可|能|允许)(?:再)?(?:取消|终止|解约|解除|退订|投诉)/,
  /放弃.{0,8}(?:权利|索赔|投诉)/,
  /(?:合同|合约)(?:将|会|自动)?(?:延长|续约|续签)/,
  /(?:违约金|最低(?:在网|合约)期|撤销投诉|撤回投诉)/,
];

/** The words that bind the customer, or undefined when there are none. */
export function whatBinds(words: string): string | undefined {
  for (const binding of bindings) {
    const found = binding.exec(words);
    if (found) return found[0];
  }
  return undefined;
}
