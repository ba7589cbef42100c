import type { Instant } from '../instant.ts';
import { formatMoney, type MinorUnits } from '../money.ts';
import { categorySchema, type CategoryId } from '../triage/categories.ts';
import type { Remedy } from './remedy.ts';

/**
 * What a rule may look at: the currency that amounts are told in. Findings of an investigation join it here, and
 * nothing else does: who the customer is to us has no field, so it cannot move what they are owed.
 */
export interface RemedyFindings {
  readonly currency: string;
}

/** Fixed amounts in minor units: the same for every customer. */
interface RemedyAmounts {
  readonly deliveryFee: MinorUnits;
  readonly outage: MinorUnits;
  readonly missedAppointment: MinorUnits;
}

/** Our own judgement of common delivery fees and day rates, to be set by the firm; no law is copied here. */
const defaultRemedyAmounts: RemedyAmounts = {
  deliveryFee: 499,
  outage: 800,
  missedAppointment: 2_000,
};

type Words = Remedy['text'];

/**
 * - `none`: nothing is owed beyond an apology that names the cause.
 * - `standard`: the same remedy for everyone with this cause, granted without a person.
 * - `needs-person`: what is owed hangs on facts that only a person can establish.
 */
type RemedyRule =
  | { readonly outcome: 'none'; readonly text: Words }
  | {
      readonly outcome: 'standard';
      readonly kind: Exclude<Remedy['kind'], 'none' | 'other'>;
      readonly amount?: keyof RemedyAmounts;
      readonly text: Words;
    }
  | { readonly outcome: 'needs-person'; readonly why: string };

const needsPerson = (why: string): RemedyRule => ({ outcome: 'needs-person', why });

/** The rules of the pack. In texts, `{amount}` is the amount as money. */
export const remedyRules: Readonly<Record<CategoryId, RemedyRule>> = {
  // The fee bought punctuality, and punctuality is what failed.
  'delivery.late': {
    outcome: 'standard',
    kind: 'refund-fee',
    amount: 'deliveryFee',
    text: {
      en: 'Your delivery came too late, or has not come yet. We refund your delivery fee of {amount} the way you paid.',
      'zh-Hans': '您的包裹未能按时送达。我们将按原付款方式退还配送费 {amount}。',
    },
  },
  // Until it arrives the goods are at the seller's risk: nobody has to prove a loss to us first.
  'delivery.lost': {
    outcome: 'standard',
    kind: 'redelivery',
    text: {
      en: 'We send your order again at no cost. If the first parcel still comes, please refuse it; you owe us nothing for it.',
      'zh-Hans': '我们将免费为您重新发货。如果原包裹之后送达，请拒收，您无需支付任何费用。',
    },
  },
  'delivery.damaged': {
    outcome: 'standard',
    kind: 'replacement',
    text: {
      en: 'We replace the damaged item at no cost and collect the damaged one.',
      'zh-Hans': '我们将免费为您更换损坏的商品，并上门取回损坏件。',
    },
  },
  'product.wrong-item': {
    outcome: 'standard',
    kind: 'replacement',
    text: {
      en: 'We send you what you ordered and collect what came instead, both at no cost.',
      'zh-Hans': '我们将免费补发您订购的商品，并上门取回错发的商品。',
    },
  },
  'product.defective': {
    outcome: 'standard',
    kind: 'replacement',
    text: {
      en: 'We repair or replace the defective item at no cost; the choice is yours. Reply to this mail to say which.',
      'zh-Hans': '我们将免费为您维修或更换故障商品，由您选择。请回复本邮件告知您的选择。',
    },
  },
  // Goods of poor quality are owed a replacement like defective ones; the customer need not argue which they are.
  'product.quality': {
    outcome: 'standard',
    kind: 'replacement',
    text: {
      en: 'We replace the item at no cost. If you would rather return it for your money, reply to this mail.',
      'zh-Hans': '我们将免费为您更换商品。如您希望退货退款，请回复本邮件。',
    },
  },
  'service.outage': {
    outcome: 'standard',
    kind: 'credit',
    amount: 'outage',
    text: {
      en: 'You could not use the service you pay for. We credit {amount} to your next bill.',
      'zh-Hans': '您未能正常使用已付费的服务。我们将在您的下期账单中抵扣 {amount}。',
    },
  },
  'service.appointment': {
    outcome: 'standard',
    kind: 'credit',
    amount: 'missedAppointment',
    text: {
      en: 'We did not keep the appointment. We credit {amount} for your time and arrange a new date with you.',
      'zh-Hans': '我们未能按约上门。我们将为您抵扣 {amount} 以补偿您的时间，并与您另约时间。',
    },
  },
  // Nothing measurable was lost; the words matter, and so does that we learn from it.
  'service.quality': {
    outcome: 'none',
    text: {
      en: 'Our service was not what you may expect of us. We apologise, and have recorded the cause for the team that can change it.',
      'zh-Hans': '我们的服务未能达到您应有的期待。我们向您道歉，并已将原因记录给能够改进的团队。',
    },
  },
  'service.staff': {
    outcome: 'none',
    text: {
      en: 'You were not treated as you should have been. We apologise, and the lead of that team has your account of it.',
      'zh-Hans': '您没有得到应有的对待。我们向您道歉，该团队的负责人会看到您的反馈。',
    },
  },
  'billing.overcharge': needsPerson(
    'How much was charged in excess stands in the bill, not in the complaint.',
  ),
  'billing.refund': needsPerson(
    'Whether a refund went out, and where to, has to be looked up before it is paid again.',
  ),
  'billing.other': needsPerson('The bill has to be read first.'),
  'account.access': needsPerson('Giving access back needs proof of identity.'),
  'contract.change': needsPerson('What was agreed has to be read first.'),
  'contract.cancellation': needsPerson(
    'A cancellation is confirmed at once, and its terms are checked by a person.',
  ),
  'privacy.data': needsPerson(
    'A possible breach has legal clocks, and nothing may be promised before it is understood.',
  ),
  'safety.injury': needsPerson('Somebody may be hurt.'),
  other: needsPerson('We do not know the cause.'),
};

/** What the rule of a category grants. Only `none` and `standard` may close a case without a person. */
export type RemedyDecision =
  { readonly outcome: 'none' | 'standard'; readonly remedy: Remedy } | { readonly outcome: 'needs-person' };

/** Applies the rule of a category. A category that has none needs a person. */
export function grantRemedy(
  category: string,
  findings: RemedyFindings,
  at: Instant,
  amounts: RemedyAmounts = defaultRemedyAmounts,
): RemedyDecision {
  const known = categorySchema.safeParse(category);
  if (!known.success) return { outcome: 'needs-person' };
  const rule = remedyRules[known.data];
  switch (rule.outcome) {
    case 'needs-person':
      return { outcome: 'needs-person' };
    case 'none':
      return {
        outcome: 'none',
        remedy: { rule: known.data, kind: 'none', amount: 0, text: rule.text, grantedAt: at },
      };
    case 'standard': {
      const amount = rule.amount === undefined ? 0 : amounts[rule.amount];
      const text = wordsWith(rule.text, amount, findings.currency);
      return {
        outcome: 'standard',
        remedy: { rule: known.data, kind: rule.kind, amount, text, grantedAt: at },
      };
    }
  }
}

const wordsWith = (text: Words, amount: MinorUnits, currency: string): Words => ({
  en: text.en.replaceAll('{amount}', () => formatMoney(amount, currency, 'en')),
  'zh-Hans': text['zh-Hans'].replaceAll('{amount}', () => formatMoney(amount, currency, 'zh-Hans')),
});
