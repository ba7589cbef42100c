import type { Locale } from '../language.ts';
import { ATTRIBUTE, fieldOf } from '../segment/fields.ts';
import { categoryNames, categorySchema } from '../triage/categories.ts';
import type { Offer } from './offer.ts';

/**
 * "Why did I get this?", to the customer whose offer it is: what their case is about, who or what chose, and by what.
 * It names what was weighed and no figure of it; staff read the figures in the decision log.
 */
export function howChosen(
  locale: Locale,
  { madeBy }: Pick<Offer, 'madeBy'>,
  category: string | undefined,
): string {
  const known = categorySchema.safeParse(category);
  const about = categoryNames[known.success ? known.data : 'other'][locale];
  const byProgram = madeBy === 'policy';
  if (locale === 'en') {
    const chosen = byProgram
      ? 'Of the offers that we make for this, a program chose this one by what it costs us and how likely it is to keep you as a customer; where several suit, chance decides.'
      : 'Of the offers that we make for this, a member of our team chose this one.';
    return `Your case is about “${about}”. ${chosen} What we owe you does not depend on it.`;
  }
  const chosen = byProgram
    ? '在适用的优惠中，系统根据其成本以及挽留您的可能性选出了这一项；如有多项合适，则随机决定。'
    : '在适用的优惠中，我们的工作人员为您选择了这一项。';
  return `您的个案属于“${about}”。${chosen}我们应给您的补偿不受此影响。`;
}

/**
 * The same for an offer that a campaign made: which facts about customers it went by, and that a program chose.
 * @param asked names of the fields that the campaign's rule asks about
 */
export function howChosenByCampaign(locale: Locale, asked: readonly string[]): string {
  const facts = [...new Set(asked.map((name) => inWords(name, locale)))];
  if (locale === 'en') {
    const by =
      facts.length === 0
        ? 'We make it to all our customers.'
        : `We make it to customers by: ${facts.join(', ')}.`;
    return `This offer is not about a complaint. ${by} Of the offers that we make for this, a program chose this one by what it costs us and how likely it is to keep you as a customer; where several suit, chance decides. You can ask us to look at it, or object, by replying to any of our mails.`;
  }
  const by = facts.length === 0 ? '该优惠面向全部客户。' : `我们根据以下信息选择客户：${facts.join('、')}。`;
  return `此项优惠与投诉无关。${by}在适用的优惠中，系统根据其成本以及挽留您的可能性选出了这一项；如有多项合适，则随机决定。如有疑问或异议，请直接回复我们的邮件。`;
}

/** Columns of the firm's own have names that are not meant for customers. */
const inWords = (name: string, locale: Locale): string =>
  name.startsWith(ATTRIBUTE)
    ? { en: 'other facts of your record', 'zh-Hans': '您档案中的其他信息' }[locale]
    : (fieldOf(name)?.words[locale] ?? name);
