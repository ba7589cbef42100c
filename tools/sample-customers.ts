import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readOptions } from './terminal/read-options.ts';
import { instantOf, MS_PER_DAY, plusDays, type Instant } from '../functions/domain/instant.ts';

/**
 * Made-up customers and their orders, the same for the same seed: for the demo, for tests and for trying out an
 * import. Nobody here exists: names are drawn from lists, addresses end in example.org, phone numbers come from a range
 * kept free for fiction (+44 7700 900000 to 900999).
 */
interface Sample {
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

const customerHeader =
  'customerId,name,email,phone,locale,since,contractType,monthlyCharge,currency,marketingConsent,marketingConsentAt,satisfaction,region,timeZone';
const orderHeader = 'orderId,customerId,orderedAt,status,items,channel,amount,margin,currency,refundedAmount';

interface SampleTerms {
  readonly customers: number;
  /** On average; each customer has from none to twice as many. */
  readonly ordersEach?: number;
  readonly seed?: number;
  /** Orders and consents lie before this moment. */
  readonly now: Instant;
  /** Share of the customers who agreed to marketing. */
  readonly consent?: number;
  /** Share of the Chinese-speaking customers who live in China's time zone; the others live in the firm's. */
  readonly abroad?: number;
  /** Share of rows that no import can take, on top of the good ones: their id is missing. */
  readonly badRows?: number;
}

/** As many people as asked for, and their orders. For files of millions use `sampleRows`, which keeps nothing. */
export function sampleCustomers(terms: SampleTerms): Sample {
  const customers: string[] = [];
  const orders: string[] = [];
  for (const rows of sampleRows(terms)) {
    customers.push(...rows.customers);
    orders.push(...rows.orders);
  }
  return { customers: `${customers.join('\n')}\n`, orders: `${orders.join('\n')}\n` };
}

/** Lines of both files: first the headers, then one customer at a time with their orders and the bad rows between. */
function* sampleRows({
  customers,
  ordersEach = 3,
  seed = 1,
  now,
  consent = 0.7,
  abroad = 0,
  badRows = 0,
}: SampleTerms): Generator<{ readonly customers: readonly string[]; readonly orders: readonly string[] }> {
  const random = seededRandom(seed);
  // A chance of its own, so that the rest is the same with and without it.
  const aside = seededRandom(seed + 1);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const today = Math.floor(Date.parse(now) / MS_PER_DAY) * MS_PER_DAY;
  const daysAgo = (days: number): string => plusDays(instantOf(today), -Math.floor(days)).slice(0, 10);

  yield { customers: [customerHeader], orders: [orderHeader] };
  for (let n = 1; n <= customers; n += 1) {
    const id = `C${String(n).padStart(7, '0')}`;
    const isChinese = random() < 0.4;
    const name = isChinese
      ? `${pick(chineseFamilies)}${pick(chineseGiven)}${pick(chineseGiven)}`
      : `${pick(firstNames)} ${pick(lastNames)}`;
    const tenure = 20 + random() * 2000;
    const consents = random() < consent;
    // A few customers bring most of the margin, as everywhere.
    const worth = 0.3 + 3 * random() ** 4;
    const people = [
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
        isChinese && aside() < abroad ? 'Asia/Shanghai' : '',
      ].join(','),
    ];
    const purchases: string[] = [];
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
    if (aside() < badRows) people.push(withoutId(people[0] ?? ''));
    if (aside() < badRows * count) purchases.push(withoutId(purchases[0] ?? ''));
    yield { customers: people, orders: purchases };
  }
}

const withoutId = (line: string): string => line.slice(line.indexOf(','));

const help = `Makes up customers and their orders, the same for the same seed and day. Nobody in them exists.

  npm run -s sample-customers -- --out DIR [options]

  --out DIR         writes DIR/customers.csv and DIR/orders.csv; DIR is made when missing
  --customers N     how many (1000)
  --orders-each N   orders of a customer on average (3); --customers 200000 --orders-each 5 are a million
  --consent S       share who agreed to marketing, 0 to 1 (0.7)
  --abroad S        share of the Chinese-speaking four in ten who live in China's time zone (0)
  --bad-rows S      rows without an id, as a share of the good ones (0), to see an import tell them
  --seed N          another seed makes other people (1)
  --now ISO         orders and consents lie before this moment (now)

Prints the two files and how many rows they have. Ends with 0, or 2 on bad usage.`;

/** Lines written at once. */
const LINES = 2000;

/** Appends lines to a file, some thousand at a time. */
function lineWriter(path: string) {
  const handle = openSync(path, 'w');
  let lines: string[] = [];
  let count = 0;
  const flush = (): void => {
    if (lines.length > 0) writeSync(handle, `${lines.join('\n')}\n`);
    lines = [];
  };
  return {
    add(more: readonly string[]): void {
      lines.push(...more);
      count += more.length;
      if (lines.length >= LINES) flush();
    },
    /** @returns how many lines there are below the header */
    end(): number {
      flush();
      closeSync(handle);
      return count - 1;
    },
  };
}

function readTerms(): { readonly out: string; readonly terms: SampleTerms } | string {
  const values = readOptions(
    {
      customers: { type: 'string', default: '1000' },
      'orders-each': { type: 'string', default: '3' },
      consent: { type: 'string', default: '0.7' },
      abroad: { type: 'string', default: '0' },
      'bad-rows': { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      now: { type: 'string', default: new Date().toISOString() },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
    help,
  );
  if (values.help) return '';
  if (values.out === undefined) return 'name the folder to write to with --out';
  for (const name of ['customers', 'orders-each', 'seed'] as const)
    if (!/^\d+$/.test(values[name])) return `--${name} takes a whole number, not "${values[name]}"`;
  for (const name of ['consent', 'abroad', 'bad-rows'] as const)
    if (!(Number(values[name]) >= 0 && Number(values[name]) <= 1))
      return `--${name} takes a share from 0 to 1, not "${values[name]}"`;
  if (Number.isNaN(Date.parse(values.now))) return `--now takes an ISO 8601 time, not "${values.now}"`;
  return {
    out: values.out,
    terms: {
      customers: Number(values.customers),
      ordersEach: Number(values['orders-each']),
      consent: Number(values.consent),
      abroad: Number(values.abroad),
      badRows: Number(values['bad-rows']),
      seed: Number(values.seed),
      now: values.now,
    },
  };
}

function main(): number {
  const asked = readTerms();
  if (typeof asked === 'string') {
    if (asked === '') console.log(help);
    else console.error(`${asked}\n\n${help}`);
    return asked === '' ? 0 : 2;
  }
  const { out, terms } = asked;
  mkdirSync(out, { recursive: true });
  const files = { customers: join(out, 'customers.csv'), orders: join(out, 'orders.csv') };
  const customers = lineWriter(files.customers);
  const orders = lineWriter(files.orders);
  for (const rows of sampleRows(terms)) {
    customers.add(rows.customers);
    orders.add(rows.orders);
  }
  console.log(JSON.stringify({ ...files, rows: { customers: customers.end(), orders: orders.end() } }));
  return 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = main();
