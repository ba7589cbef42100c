import { parseArgs } from 'node:util';
import { recordFeatures } from '../functions/domain/churn/firm-model.ts';
import { recordRow } from '../functions/domain/churn/model-row.ts';
import { naturalKey, day as dayCell } from '../functions/domain/customer/cell.ts';
import { importCustomerRow, type CustomerRecord } from '../functions/domain/customer/import-customer-row.ts';
import {
  cellsOf,
  columnMatcher,
  rowReader,
  type ImportedRow,
  type RawRow,
} from '../functions/domain/customer/import-row.ts';
import { importOutcomeRow } from '../functions/domain/experiment/import-outcome-row.ts';
import { customerIdOf } from '../functions/domain/ids.ts';
import { daySchema, dayOf, plusDays, type Day } from '../functions/domain/instant.ts';
import { checkedHeader, checkedWidth, csvRecords, openTable } from './table/csv-records.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { UnusableTable } from './unusable-table.ts';

const usage = `Turns a firm's history into rows to train a churn model on, in the features that the customer record computes.

  npm run -s training-rows -- --customers FILE.csv --at DAY --outcomes FILE.csv [--within DAYS] [--complaints FILE.csv]

  --customers FILE   customers as they were on DAY, in the columns that import takes; other columns are kept as they are
  --at DAY           such as 2025-09-30: the day of that file; nothing after it is looked at but who left
  --outcomes FILE    who left and when, in the columns that import of outcomes takes (customerId, outcome, on)
  --within DAYS      a customer counts as left who left in so many days after DAY; 90 when left out
  --complaints FILE  columns customerId and on: each complaint; without it the history of complaints is unknown

Prints a CSV table for: npm run -s train -- --data rows.csv --label left --id customerId --out model.json
Then deploy with -c churnModel=model.json -c churnColumns=A,B, where A and B are the other columns that the model reads, or
try it by npm start -- --churn-model model.json --churn-columns A,B. How many rows and leavers is said on stderr.`;

const COMPLAINT_WINDOW_DAYS = 90;
const SHOWN_ERRORS = 10;

/** Every row of a CSV file, read; or all that is wrong with its first bad rows. */
async function rowsOf<Value>(file: string, read: (row: RawRow) => ImportedRow<Value>): Promise<Value[]> {
  const values: Value[] = [];
  const errors: string[] = [];
  let header: readonly string[] | undefined;
  let number = 0;
  const { table, separator } = await openTable(file, (text) => console.error(`${file}: ${text}`));
  for await (const cells of csvRecords(table, separator)) {
    if (header === undefined) {
      header = checkedHeader(cells);
      continue;
    }
    number += 1;
    checkedWidth(cells, header.length, number);
    const result = read(Object.fromEntries(header.map((name, place) => [name, cells[place] ?? ''])));
    if (result.ok) values.push(result.record);
    else
      errors.push(
        ...result.errors.map(({ field, message }) => `${file}, row ${number}: ${field} ${message}`),
      );
    if (errors.length >= SHOWN_ERRORS) break;
  }
  if (errors.length > 0) throw new UnusableTable(errors.slice(0, SHOWN_ERRORS).join('\n'));
  return values;
}

/** Reads customers whose amounts are all in the currency that the first of them names: a model compares them. */
function inOneCurrency(): (row: RawRow) => ImportedRow<CustomerRecord> {
  let currency: string | undefined;
  return (row) => {
    const read = importCustomerRow(row);
    if (!read.ok || read.record.currency === undefined) return read;
    currency ??= read.record.currency;
    if (read.record.currency === currency) return read;
    const message = `is not ${currency}: a model compares amounts, so all are in one currency; convert them, or leave them out`;
    return { ok: false, errors: [{ field: 'currency', message }] };
  };
}

const complaintField = columnMatcher(['customerId', 'on']);

interface Complaint {
  readonly customerId: string;
  readonly on: Day;
}

function readComplaint(row: RawRow): ImportedRow<Complaint> {
  const { errors, need } = rowReader(cellsOf(row, complaintField).fields);
  const customer = need('customerId', naturalKey);
  const on = need('on', dayCell);
  return customer === undefined || on === undefined
    ? { ok: false, errors }
    : { ok: true, record: { customerId: customerIdOf(customer), on } };
}

const quoted = (value: string): string =>
  /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

interface History {
  readonly customers: readonly CustomerRecord[];
  /** The day each customer left who ever did. */
  readonly left: ReadonlyMap<string, Day>;
  readonly complaints: readonly Complaint[] | undefined;
}

/** The table: one row for each customer who was there on `at`. */
function tableOf({ customers, left, complaints }: History, at: Day, within: number) {
  const moment = `${at}T23:59:59.999Z`;
  const until = dayOf(plusDays(moment, within));
  const since = dayOf(plusDays(moment, -COMPLAINT_WINDOW_DAYS));
  const recent = complaints?.filter(({ on }) => on > since && on <= at);
  const counts = Map.groupBy(recent ?? [], ({ customerId }) => customerId);
  const others = [...new Set(customers.flatMap(({ attributes }) => Object.keys(attributes)))].sort();
  const lines: string[][] = [['customerId', ...recordFeatures, ...others, 'left']];
  let leavers = 0;
  for (const customer of customers) {
    const id = customerIdOf(customer.customerNumber);
    const leftOn = left.get(id);
    // Who had gone by then is nobody to foretell.
    if (leftOn !== undefined && leftOn <= at) continue;
    const hasLeft = leftOn !== undefined && leftOn <= until;
    if (hasLeft) leavers += 1;
    const row = recordRow(
      {
        at: moment,
        ...customer,
        complaintsIn90Days: complaints && (counts.get(id)?.length ?? 0),
      },
      undefined,
    );
    lines.push([
      customer.customerNumber,
      ...recordFeatures.map((name) => String(row[name] ?? '')),
      ...others.map((name) => customer.attributes[name] ?? ''),
      hasLeft ? 'yes' : 'no',
    ]);
  }
  return {
    text: lines.map((cells) => cells.map(quoted).join(',')).join('\n'),
    rows: lines.length - 1,
    leavers,
  };
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      customers: { type: 'string' },
      at: { type: 'string' },
      outcomes: { type: 'string' },
      within: { type: 'string', default: '90' },
      complaints: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const { customers, at, outcomes, within, complaints } = values;
  if (customers === undefined) throw new WrongUsage('--customers is missing');
  if (outcomes === undefined) throw new WrongUsage('--outcomes is missing');
  if (at === undefined || !daySchema.safeParse(at).success)
    throw new WrongUsage(`--at takes a day such as 2025-09-30${at === undefined ? '' : `, not "${at}"`}`);
  if (!/^[1-9]\d{0,3}$/.test(within))
    throw new WrongUsage(`--within takes days from 1 to 9999, not "${within}"`);
  const left = new Map<string, Day>();
  for (const { customerId, kind, on } of await rowsOf(outcomes, (row) => importOutcomeRow(row, 'history'))) {
    const known = left.get(customerId);
    if (kind === 'left' && (known === undefined || on < known)) left.set(customerId, on);
  }
  const { text, rows, leavers } = tableOf(
    {
      customers: await rowsOf(customers, inOneCurrency()),
      left,
      complaints: complaints === undefined ? undefined : await rowsOf(complaints, readComplaint),
    },
    at,
    Number(within),
  );
  console.log(text);
  console.error(`${rows} customers were there on ${at}; ${leavers} of them left within ${within} days`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
