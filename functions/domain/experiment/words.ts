import type { Locale } from '../language.ts';
import { formatMoney } from '../money.ts';
import type { Worth } from './worth.ts';

const points = (value: number): string => (Math.abs(value) * 100).toFixed(1);

const whole = (value: number, locale: Locale): string => new Intl.NumberFormat(locale).format(value);

const languageOf = { en: 'en', 'zh-Hans': 'zh' } as const satisfies Record<Locale, string>;

interface Phrases {
  readonly none: string;
  readonly noHoldout: string;
  readonly unknown: (more: string) => string;
  readonly unknownable: string;
  readonly nothing: string;
  readonly kept: (points: string, low: string, high: string, against: string) => string;
  readonly lost: (points: string, low: string, high: string, against: string) => string;
  readonly paid: (money: string, customers: string) => string;
  readonly costs: (money: string, customers: string) => string;
  readonly moneyUnknown: string;
}

const phrases: Record<'en' | 'zh', Phrases> = {
  en: {
    none: 'Not yet known: no customer has a known outcome yet.',
    noHoldout:
      'Cannot be known: one of the two groups has no customer with a known outcome, so there is nothing to compare.',
    unknown: (more) => `Not yet known: about ${more} more customers needed.`,
    unknownable: 'Not yet known: the difference is too small to be seen with any number of customers.',
    nothing: 'doing nothing',
    kept: (estimate, low, high, against) =>
      `It keeps ${estimate} more of every 100 customers (between ${low} and ${high}) than ${against}.`,
    lost: (estimate, low, high, against) =>
      `It loses ${estimate} more of every 100 customers (between ${low} and ${high}) than ${against}: stop it.`,
    paid: (money, customers) => `Net gain so far: ${money} from ${customers} customers.`,
    costs: (money, customers) => `Net loss so far: ${money} on ${customers} customers.`,
    moneyUnknown: 'Whether it pays is not yet known.',
  },
  zh: {
    none: '尚无结论：还没有客户的去留结果。',
    noHoldout: '无法得出结论：两组中有一组没有已知结果的客户，无从比较。',
    unknown: (more) => `尚无结论：大约还需要 ${more} 位客户的结果。`,
    unknownable: '尚无结论：差异太小，再多客户也看不出来。',
    nothing: '不采取行动',
    kept: (estimate, low, high, against) =>
      `与${against}相比，每 100 位客户多留住 ${estimate} 位（${low} 至 ${high} 之间）。`,
    lost: (estimate, low, high, against) =>
      `与${against}相比，每 100 位客户多流失 ${estimate} 位（${low} 至 ${high} 之间），应当停止。`,
    paid: (money, customers) => `目前净收益：${money}，来自 ${customers} 位客户。`,
    costs: (money, customers) => `目前净损失：${money}，涉及 ${customers} 位客户。`,
    moneyUnknown: '是否划算尚无结论。',
  },
};

/**
 * What a marketer may conclude, in a sentence or two that claim no more than the intervals do.
 * @param against what it is compared with, where that is not the holdout
 */
export function worthInWords(worth: Worth, currency: string, locale: Locale, against?: string): string {
  const say = phrases[languageOf[locale]];
  const other = against ?? say.nothing;
  const { saved, netPerCustomer, net, treated, holdout } = worth;
  if (treated.customers + holdout.customers === 0) return say.none;
  if (saved.estimate === null) return say.noHoldout;
  if (!saved.known || saved.interval === null)
    return saved.moreCustomers === null ? say.unknownable : say.unknown(whole(saved.moreCustomers, locale));
  const { low, high } = saved.interval;
  const first =
    saved.estimate > 0
      ? say.kept(points(saved.estimate), points(low), points(high), other)
      : say.lost(points(saved.estimate), points(high), points(low), other);
  return `${first} ${money()}`;

  function money(): string {
    if (!netPerCustomer.known || net.estimate === null) return say.moneyUnknown;
    const amount = formatMoney(Math.abs(Math.round(net.estimate)), currency, locale);
    const customers = whole(treated.customers, locale);
    return net.estimate > 0 ? say.paid(amount, customers) : say.costs(amount, customers);
  }
}
