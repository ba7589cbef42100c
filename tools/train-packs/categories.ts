import { findCause } from '../../functions/domain/triage/cause.ts';
import type { CategoryId } from '../../functions/domain/triage/categories.ts';
import { read } from '../../functions/domain/triage/reading.ts';
import type { TextRow } from '../../functions/domain/text/learning/train.ts';
import type { PublicSet } from './sources.ts';

/** What the customers of BANKING77 ask about, where it is one of our causes. */
const bankingCauses: Readonly<Record<string, CategoryId>> = {
  card_arrival: 'delivery.late',
  card_delivery_estimate: 'delivery.late',
  lost_or_stolen_card: 'delivery.lost',
  card_not_working: 'product.defective',
  contactless_not_working: 'product.defective',
  virtual_card_not_working: 'product.defective',
  extra_charge_on_statement: 'billing.overcharge',
  card_payment_fee_charged: 'billing.overcharge',
  transaction_charged_twice: 'billing.overcharge',
  transfer_fee_charged: 'billing.overcharge',
  cash_withdrawal_charge: 'billing.overcharge',
  top_up_by_card_charge: 'billing.overcharge',
  request_refund: 'billing.refund',
  Refund_not_showing_up: 'billing.refund',
  pin_blocked: 'account.access',
  passcode_forgotten: 'account.access',
  unable_to_verify_identity: 'account.access',
  lost_or_stolen_phone: 'account.access',
  terminate_account: 'contract.cancellation',
  compromised_card: 'privacy.data',
  direct_debit_payment_not_recognised: 'billing.other',
  card_payment_not_recognised: 'billing.other',
};

export const bankingRows = ({ rows }: PublicSet): TextRow[] =>
  rows.flatMap(({ text = '', category = '' }) => {
    const cause = bankingCauses[category];
    return cause === undefined ? [] : [{ text, label: cause }];
  });

const PLAIN = 6;
const CLEAR_SHARE = 0.7;
const MOST_PER_CAUSE = 600;

/**
 * Public complaints without a cause of ours, labelled by our own rules where these are sure: the classifier then learns
 * the words around what the rules know, and speaks where they are silent.
 */
export function ruleLabelled(texts: readonly string[]): TextRow[] {
  const taken = new Map<string, number>();
  return texts.flatMap((text) => {
    const { category, best, total } = findCause(read(text));
    if (category === 'other' || best < PLAIN || best < CLEAR_SHARE * total) return [];
    const before = taken.get(category) ?? 0;
    if (before >= MOST_PER_CAUSE) return [];
    taken.set(category, before + 1);
    return [{ text, label: category }];
  });
}
