import { parseArgs } from 'node:util';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf, MS_PER_DAY, plusDays, type Instant } from '../functions/domain/instant.ts';

/**
 * Made-up customers and their orders, the same for the same seed: for the demo, for tests and for trying out an
 * import. Nobody here exists: names are drawn from lists, addresses end in example.org, phone numbers come from a range
 * kept free for fiction (+44 7700 900000 to 900999).
 */
export interface Sample {
  readonly customers: string;
  readonly orders: string;
}

const firstNames = [
  'Ada',
  'Ben',
  'Carla',
  'David',
  'Elif',
  'Femi',
  'Grace',
  'Hugo',
  'Ines',
  'Jonas',
  'Kira',
  'Liam',
  'Mona',
  'Noah',
];
const lastNames = [
  'Archer',
  'Bauer',
  'Costa',
  'Dubois',
  'Evans',
  'Fischer',
  'Garcia',
  'Hansen',
  'Ivanov',
  'Jansen',
  'Kaya',
  'Larsen',
];
const chineseFamilies = ['王', '李', '张', '刘', '陈', '杨', '黄', '赵', '吴', '周'];
const chineseGiven = ['伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '洋', '艳', '勇', '杰'];
const contracts = ['month-to-month', 'one year', 'two year'];
const items = ['router', 'headset', 'tablet', 'phone case', 'charger', 'smart lamp'];
const channels = ['web', 'shop', 'phone'];

/** A small, fast generator with a 32-bit seed (mulberry32): good enough to make up people. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `customers` people and about `ordersEach` orders for each, up to the day of `now`. */
export function sampleCustomers({
  customers,
  ordersEach = 3,
  seed = 1,
  now,
}: {
  readonly customers: number;
  readonly ordersEach?: number;
  readonly seed?: number;
  readonly now: Instant;
}): Sample {
  const random = seededRandom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const today = Math.floor(Date.parse(now) / MS_PER_DAY) * MS_PER_DAY;
  const daysAgo = (days: number): string => plusDays(instantOf(today), -Math.floor(days)).slice(0, 10);

  const people = [
    'customerId,name,email,phone,locale,since,contractType,monthlyCharge,currency,marketingConsent,marketingConsentAt,satisfaction,region',
  ];
  const purchases = [
    'orderId,customerId,orderedAt,status,items,channel,amount,margin,currency,refundedAmount',
  ];
  for (let n = 1; n <= customers; n += 1) {
    const id = `C${String(n).padStart(7, '0')}`;
    const isChinese = random() < 0.4;
    const name = isChinese
      ? `${pick(chineseFamilies)}${pick(chineseGiven)}${pick(chineseGiven)}`
      : `${pick(firstNames)} ${pick(lastNames)}`;
    const tenure = 20 + random() * 2000;
    const consents = random() < 0.7;
    // A few customers bring most of the margin, as everywhere.
    const worth = 0.3 + 3 * random() ** 4;
    people.push(
      [
        id,
        name,
        `${id.toLowerCase()}@example.org`,
        `+447700900${String(n % 1000).padStart(3, '0')}`,
        isChinese ? 'zh-CN' : 'en-GB',
        daysAgo(tenure),
        pick(contracts),
        (20 + 90 * random()).toFixed(2),
        'USD',
        consents ? 'yes' : 'no',
        consents ? daysAgo(tenure * random()) : '',
        random() < 0.5 ? String(1 + Math.floor(random() * 5)) : '',
        pick(['north', 'south', 'east', 'west']),
      ].join(','),
    );
    const count = Math.floor(random() * (2 * ordersEach + 1));
    for (let order = 1; order <= count; order += 1) {
      const amount = 20 + 1500 * worth * random();
      const status = random() < 0.05 ? 'cancelled' : 'delivered';
      const refunded = status === 'delivered' && random() < 0.06 ? (amount * 0.5).toFixed(2) : '';
      purchases.push(
        [
          `${id}-${order}`,
          id,
          `${daysAgo(random() * Math.min(tenure, 700))}T${String(8 + Math.floor(random() * 12)).padStart(2, '0')}:15:00Z`,
          status,
          pick(items),
          pick(channels),
          amount.toFixed(2),
          (amount * 0.35).toFixed(2),
          'USD',
          refunded,
        ].join(','),
      );
    }
  }
  return { customers: `${people.join('\n')}\n`, orders: `${purchases.join('\n')}\n` };
}

const help = `Usage: node tools/sample-customers.ts [--customers N] [--orders-each N] [--seed N] [--now ISO] --out DIR

Writes DIR/customers.csv and DIR/orders.csv with made-up people, the same for the same seed and day.`;

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      customers: { type: 'string', default: '1000' },
      'orders-each': { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      now: { type: 'string', default: new Date().toISOString() },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || values.out === undefined) {
    console.error(help);
    process.exit(values.help ? 0 : 2);
  }
  const sample = sampleCustomers({
    customers: Number(values.customers),
    ordersEach: Number(values['orders-each']),
    seed: Number(values.seed),
    now: values.now,
  });
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'customers.csv'), sample.customers);
  writeFileSync(join(values.out, 'orders.csv'), sample.orders);
  console.log(
    JSON.stringify({ customers: join(values.out, 'customers.csv'), orders: join(values.out, 'orders.csv') }),
  );
}
