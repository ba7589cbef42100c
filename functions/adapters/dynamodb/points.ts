import * as z from 'zod';
import { postingSchema, type Posting } from '../../domain/points/points.ts';
import type { Points } from '../../ports/points.ts';
import { attention, keys } from './keys.ts';
import { queryAll } from './reads.ts';
import { mustBeNew, put, transact, type Table, type Write } from './table.ts';

/** What a customer holds; `version` counts the postings. */
export const pointsAccountSchema = z.object({ balance: z.int(), version: z.int() });

/** Points in the one table: an account row that only ever adds, and a row a posting, written in one transaction. */
export function dynamoPoints(table: Table): Points {
  return {
    async post(posting, ifUnchanged, voucher) {
      const result = await transact(table, [
        ...postingWrites(table, posting, ifUnchanged),
        ...(voucher ? [put(table, keys.voucher(voucher.code), voucher, mustBeNew)] : []),
      ]);
      if (result.kind === 'done') return { kind: 'posted' };
      // The posting comes first, so a repeated one is told as that and not as a lack of points.
      if (result.index === 0 && result.found)
        return { kind: 'repeated', posting: postingSchema.parse(result.found) };
      // Somebody has this code already, which chance does not bring about in the life of a firm.
      if (result.index > 1) throw new Error('a new voucher has the code of another');
      const balance = result.found ? pointsAccountSchema.parse(result.found).balance : 0;
      return { kind: posting.points < 0 && balance < -posting.points ? 'short' : 'changed' };
    },

    async account(customerKey) {
      const rows = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.pointsAccount(customerKey).pk },
        ConsistentRead: true,
      });
      const account = rows.find((row) => row['sk'] === 'ACCOUNT');
      const { balance, version } = account ? pointsAccountSchema.parse(account) : { balance: 0, version: 0 };
      const postings = rows
        .filter((row) => row !== account)
        .map((row) => postingSchema.parse(row))
        .sort((a, b) => (`${a.at}#${a.key}` < `${b.at}#${b.key}` ? -1 : 1));
      return { balance, version, postings };
    },
  };
}

/** Who never had points has no account row: version 0 is that there is none yet. */
const unchangedSince = (version: number | undefined): string[] => {
  if (version === undefined) return [];
  return [version === 0 ? 'attribute_not_exists(version)' : 'version = :read'];
};

/** The posting and what it does to the account. Adding needs no read; taking needs that there is enough. */
export function postingWrites(table: Table, posting: Posting, ifUnchanged?: number): Write[] {
  const { points, customerKey, key, expiresAt } = posting;
  const conditions = [...(points < 0 ? ['balance >= :needed'] : []), ...unchangedSince(ifUnchanged)];
  return [
    put(
      table,
      keys.posting(customerKey, key),
      expiresAt === undefined
        ? posting
        : { ...posting, ...attention.pointsEnding(expiresAt, customerKey, key) },
      mustBeNew,
    ),
    {
      Update: {
        TableName: table.name,
        Key: { ...keys.pointsAccount(customerKey) },
        UpdateExpression: 'ADD balance :points, version :one',
        ...(conditions.length > 0 && {
          ConditionExpression: conditions.join(' AND '),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
        }),
        ExpressionAttributeValues: {
          ':points': points,
          ':one': 1,
          ...(points < 0 && { ':needed': -points }),
          ...(ifUnchanged !== undefined && ifUnchanged > 0 && { ':read': ifUnchanged }),
        },
      },
    },
  ];
}
