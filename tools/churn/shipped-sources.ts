import type { Sense } from '../../functions/domain/churn/model.ts';

/** How a public data set becomes a shipped model: which columns, under which of our names, and what sense demands. */
export interface ShippedSource {
  readonly name: 'telecom' | 'commerce';
  readonly version: string;
  readonly file: string;
  readonly label: string;
  readonly source: string;
  readonly licence: string;
  /** Column → feature; columns that are not named are not used. */
  readonly columns: Readonly<Record<string, string>>;
  readonly senses: Readonly<Record<string, Sense>>;
  /** Feature → other spellings of its categories. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const same = (...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, name]));

/**
 * Gender, age, family and, in telecom, total charges (tenure times charge) are in the data and are not used. Where a column is
 * what our record computes it has the record's name; the others are looked up among the columns a firm imports beside it.
 */
export const shippedSources: readonly ShippedSource[] = [
  {
    name: 'telecom',
    version: '1.0.0',
    file: 'telecom-ibm.csv',
    label: 'Churn',
    source: 'IBM telco-customer-churn-on-icp4d, 5,650 of 7,043 rows',
    licence: 'Apache-2.0',
    columns: {
      tenure: 'tenureMonths',
      Contract: 'contractType',
      MonthlyCharges: 'monthlyCharge',
      ...same(
        'PhoneService',
        'MultipleLines',
        'InternetService',
        'OnlineSecurity',
        'OnlineBackup',
        'DeviceProtection',
        'TechSupport',
        'StreamingTV',
        'StreamingMovies',
        'PaperlessBilling',
        'PaymentMethod',
      ),
    },
    senses: { tenureMonths: 'falling' },
    aliases: {
      contractType: {
        monthly: 'Month-to-month',
        'pay-as-you-go': 'Month-to-month',
        annual: 'One year',
        yearly: 'One year',
        '1-year': 'One year',
        '12-months': 'One year',
        '2-year': 'Two year',
        '24-months': 'Two year',
      },
    },
  },
  {
    name: 'commerce',
    version: '1.0.0',
    file: 'ecommerce.csv',
    label: 'Churn',
    source: 'NUELBUNDI/Machine-Learning-Data-Set on GitHub, 4,491 of 5,630 rows',
    licence: 'none stated',
    columns: {
      Tenure: 'tenureMonths',
      Complain: 'complaints90d',
      DaySinceLastOrder: 'daysSinceLastOrder',
      OrderCount: 'orders',
      SatisfactionScore: 'satisfaction',
      ...same(
        'PreferredLoginDevice',
        'CityTier',
        'WarehouseToHome',
        'PreferredPaymentMode',
        'HourSpendOnApp',
        'NumberOfDeviceRegistered',
        'PreferedOrderCat',
        'NumberOfAddress',
        'OrderAmountHikeFromlastYear',
        'CouponUsed',
        'CashbackAmount',
      ),
    },
    senses: {
      tenureMonths: 'falling',
      complaints90d: 'rising',
      daysSinceLastOrder: 'rising',
      orders: 'falling',
      satisfaction: 'falling',
    },
    aliases: {},
  },
];
