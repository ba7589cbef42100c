import * as z from 'zod';
import { attentionOf } from '../../domain/case/attention.ts';
import { caseSchema, type Case } from '../../domain/case/case.ts';
import { attention, keys, lookup } from './keys.ts';
import type { Row } from './table.ts';

/**
 * A case as its row, apart from the key. The row is written at every step, in transactions that count each begun kilobyte
 * twice, and most cases are about a kilobyte: so it does not say again what its own keys say (`id`, `receivedAt`), nor an
 * address that is the only one.
 */
export function caseRow({ id, receivedAt, addresses, ...record }: Case): object {
  const needs = attentionOf({ id, receivedAt, addresses, ...record });
  const hasOne = addresses.length === 1 && addresses[0] === record.email;
  return {
    ...record,
    ...(!hasOne && { addresses }),
    ...(needs?.kind === 'queue' && attention.queue(needs.queue, needs.at, id)),
    ...(needs?.kind === 'due' && attention.due(needs.at, id)),
    ...lookup.caseOfDay(receivedAt, id),
  };
}

const keysSchema = z.object({ pk: z.string(), lookupSk: z.string(), email: z.string() });
const BEFORE_ID = keys.case('').pk.length;

/** The case of a row, and of one that was written when a row said everything. */
export function caseOf(row: Row): Case {
  const { pk, lookupSk, email } = keysSchema.parse(row);
  const [receivedAt] = lookupSk.split('#');
  return caseSchema.parse({ id: pk.slice(BEFORE_ID), receivedAt, addresses: [email], ...row });
}
