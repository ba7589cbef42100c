import { lifeCycles, tiers, type Customer } from '../customer/customer.ts';
import { valueAtRisk } from '../customer/value.ts';
import { daysBetween, startOf, type Day } from '../instant.ts';
import type { Locale } from '../language.ts';
import { wholeMonthsBetween } from './month-day.ts';
import type { SegmentScalar } from './rule.ts';

/** What a rule is asked about. What has not been looked up yet is `undefined` in `lookedUp`. */
export interface SegmentSubject {
  readonly customer: Customer;
  /** The day it is for the customer. */
  readonly today: Day;
  /** Chance that the customer leaves, 0 to 1; computed only when a rule asks. */
  readonly risk: () => number;
  /** `loyal`, `disloyal` or `unknown`. */
  readonly loyalty?: (() => string | undefined) | undefined;
  /** What the record does not hold and costs a look into the store. */
  readonly lookedUp?: { readonly openComplaint: boolean; readonly complaintsIn90Days: number } | undefined;
}

/** What a field holds. Money is in major units, as in the columns of an import: `45` or `45.5`. */
export type FieldType =
  'number' | 'money' | 'share' | 'text' | 'date' | 'month-day' | 'flag' | 'choice' | 'rank';

export interface SegmentField {
  readonly type: FieldType;
  readonly words: Readonly<Record<Locale, string>>;
  /** What a choice or rank may be; a rank from the highest down. */
  readonly values?: readonly string[];
  /** True where the record does not say and the store is asked. */
  readonly isLookedUp?: true;
  /** The value, or undefined where it is not known. */
  readonly read: (subject: SegmentSubject) => SegmentScalar | undefined;
}

const CENTS = 100;
const major = (minor: number | undefined): number | undefined =>
  minor === undefined ? undefined : minor / CENTS;

const daysSince = (day: Day | undefined, today: Day): number | undefined => {
  const days = day === undefined ? -1 : daysBetween(startOf(day), startOf(today));
  return days < 0 ? undefined : days;
};

const column = (
  type: FieldType,
  en: string,
  zh: string,
  read: (customer: Customer) => SegmentScalar | undefined,
): SegmentField => ({ type, words: { en, 'zh-Hans': zh }, read: ({ customer }) => read(customer) });

const computed = (
  type: FieldType,
  en: string,
  zh: string,
  read: SegmentField['read'],
  more: Pick<SegmentField, 'values' | 'isLookedUp'> = {},
): SegmentField => ({ type, words: { en, 'zh-Hans': zh }, read, ...more });

/** Everything a rule may ask, by name: the columns of the customer record, and what is computed from it. */
export const segmentFields: Readonly<Record<string, SegmentField>> = {
  customerId: column('text', 'customer number', '客户编号', (one) => one.customerNumber),
  name: column('text', 'name', '姓名', (one) => one.name),
  email: column('text', 'e-mail address', '电子邮箱', (one) => one.emails[0]),
  phone: column('text', 'phone number', '电话', (one) => one.phone),
  locale: column('text', 'language', '语言', (one) => one.locale),
  timeZone: column('text', 'time zone', '时区', (one) => one.timeZone),
  organisation: column('text', 'organisation', '所属机构', (one) => one.organisation),
  accountManager: column('text', 'account manager', '客户经理', (one) => one.accountManager),
  since: column('date', 'customer since', '成为客户的日期', (one) => one.since),
  contractType: column('text', 'contract', '合同类型', (one) => one.contractType),
  contractEndsOn: column('date', 'contract end', '合同到期日', (one) => one.contractEndsOn),
  monthlyCharge: column('money', 'monthly charge', '月费', (one) => major(one.monthlyCharge)),
  currency: column('text', 'currency', '货币', (one) => one.currency),
  orders: column('number', 'number of orders', '订单数', (one) => one.orders),
  spend12m: column('money', 'spend in 12 months', '近12个月消费额', (one) => major(one.spend12m)),
  margin12m: column('money', 'margin in 12 months', '近12个月毛利', (one) => major(one.margin12m)),
  lastOrderOn: column('date', 'last order', '最近下单日', (one) => one.lastOrderOn),
  birthday: column('month-day', 'birthday', '生日', (one) => one.birthday),
  marketingConsent: column('flag', 'agreed to marketing', '同意接收营销信息', (one) => one.marketingConsent),
  marketingConsentAt: column('date', 'date of the consent', '同意营销的日期', (one) =>
    one.marketingConsentAt?.slice(0, 10),
  ),
  status: column('text', 'status', '状态', (one) => one.status),
  satisfaction: column('number', 'satisfaction (1 to 5)', '满意度（1至5）', (one) => one.satisfaction),
  rhythmDays: column('number', 'days between orders', '下单间隔天数', (one) => one.rhythmDays),

  value: column('money', 'expected yearly margin', '预期年毛利', (one) => major(one.value)),
  tier: { ...column('rank', 'tier', '客户等级', (one) => one.tier), values: tiers },
  lifeCycle: { ...column('choice', 'life cycle', '生命周期', (one) => one.lifeCycle), values: lifeCycles },
  hasAddress: column('flag', 'has an e-mail address', '有电子邮箱', (one) => one.emails.length > 0),
  risk: computed('share', 'risk of leaving', '流失风险', ({ risk }) => risk()),
  valueAtRisk: computed('money', 'value at risk', '风险金额', ({ customer, risk }) =>
    major(valueAtRisk(risk(), customer.value)),
  ),
  loyalty: computed('choice', 'loyalty', '忠诚度', ({ loyalty }) => loyalty?.(), {
    values: ['loyal', 'disloyal', 'unknown'],
  }),
  tenureMonths: computed('number', 'months as a customer', '成为客户的月数', ({ customer, today }) =>
    customer.since === undefined || customer.since > today
      ? undefined
      : wholeMonthsBetween(customer.since, today),
  ),
  daysSinceLastOrder: computed(
    'number',
    'days since the last order',
    '距最近下单的天数',
    ({ customer, today }) => daysSince(customer.lastOrderOn, today),
  ),
  daysToContractEnd: computed(
    'number',
    'days to the end of the contract',
    '距合同到期的天数',
    ({ customer, today }) =>
      customer.contractEndsOn === undefined
        ? undefined
        : daysBetween(startOf(today), startOf(customer.contractEndsOn)),
  ),
  silenceAgainstRhythm: computed(
    'number',
    'silence in multiples of their own rhythm',
    '沉默时长（相当于自身下单间隔的倍数）',
    ({ customer, today }) => {
      const silent = daysSince(customer.lastOrderOn, today);
      return silent === undefined || customer.rhythmDays === undefined
        ? undefined
        : silent / Math.max(1, customer.rhythmDays);
    },
  ),
  openComplaint: computed(
    'flag',
    'has an open complaint',
    '有未结投诉',
    ({ lookedUp }) => lookedUp?.openComplaint,
    {
      isLookedUp: true,
    },
  ),
  complaintsIn90Days: computed(
    'number',
    'complaints in 90 days',
    '90天内的投诉数',
    ({ lookedUp }) => lookedUp?.complaintsIn90Days,
    { isLookedUp: true },
  ),
};

export const ATTRIBUTE = 'attribute.';

/** A field by name; a column of the firm's own, kept as an attribute, is `attribute.NAME`. */
export function fieldOf(name: string): SegmentField | undefined {
  if (!name.startsWith(ATTRIBUTE))
    return Object.hasOwn(segmentFields, name) ? segmentFields[name] : undefined;
  const attribute = name.slice(ATTRIBUTE.length);
  if (attribute === '') return undefined;
  return {
    type: 'text',
    words: { en: attribute, 'zh-Hans': attribute },
    read: ({ customer }) => customer.attributes[attribute],
  };
}
