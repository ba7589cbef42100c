import type * as z from 'zod';
import * as cell from './cell.ts';
import { customerSchema } from './customer.ts';
import {
  attributesOf,
  cellsOf,
  columnMatcher,
  rowReader,
  withoutGaps,
  type ImportedRow,
  type RawRow,
} from './import-row.ts';

/** Columns of a customer file; `satisfaction` is 1 to 5, for firms that have a survey already. */
const customerColumns = [
  'customerId',
  'name',
  'email',
  'phone',
  'locale',
  'timeZone',
  'organisation',
  'accountManager',
  'since',
  'contractType',
  'contractEndsOn',
  'monthlyCharge',
  'currency',
  'orders',
  'spend12m',
  'margin12m',
  'lastOrderOn',
  'birthday',
  'marketingConsent',
  'marketingConsentAt',
  'status',
  'satisfaction',
] as const;

/** Field of a column, however it is spelt. */
export const customerField = columnMatcher(customerColumns);

/** What a row says of a customer. A field without a cell, or with an empty one, is absent. */
const customerRecordSchema = customerSchema
  .omit({
    id: true,
    version: true,
    value: true,
    tier: true,
    lifeCycle: true,
    rhythmDays: true,
    purchasesFrom: true,
    source: true,
    updatedAt: true,
  })
  .partial()
  .required({ customerNumber: true, attributes: true });
export type CustomerRecord = z.infer<typeof customerRecordSchema>;

/** One row of a customer file, or everything that is wrong with it. */
export function importCustomerRow(row: RawRow): ImportedRow<CustomerRecord> {
  const { fields, rest } = cellsOf(row, customerField);
  const { errors, read, need } = rowReader(fields);
  const customerNumber = need('customerId', cell.naturalKey);
  const said = {
    customerNumber,
    name: read('name', cell.text),
    emails: read('email', cell.emails),
    phone: read('phone', cell.phone),
    locale: read('locale', cell.locale),
    timeZone: read('timeZone', cell.timeZone),
    organisation: read('organisation', cell.text),
    accountManager: read('accountManager', cell.text),
    since: read('since', cell.day),
    contractType: read('contractType', cell.text),
    contractEndsOn: read('contractEndsOn', cell.day),
    monthlyCharge: read('monthlyCharge', cell.amount),
    currency: read('currency', cell.currency),
    orders: read('orders', cell.count),
    spend12m: read('spend12m', cell.amount),
    margin12m: read('margin12m', cell.amount),
    lastOrderOn: read('lastOrderOn', cell.day),
    birthday: read('birthday', cell.birthday),
    marketingConsent: read('marketingConsent', cell.yesNo),
    marketingConsentAt: read('marketingConsentAt', cell.instant),
    status: read('status', cell.text),
    satisfaction: read('satisfaction', cell.satisfaction),
    attributes: attributesOf(rest, errors),
  };
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, record: customerRecordSchema.parse(withoutGaps(said)) };
}
