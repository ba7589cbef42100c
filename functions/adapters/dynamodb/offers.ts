import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { instantSchema } from '../../domain/instant.ts';
import { offerSchema } from '../../domain/offer/offer.ts';
import { voucherSchema } from '../../domain/offer/voucher.ts';
import type { Offers } from '../../ports/offers.ts';
import { dueEntries } from './case-lists.ts';
import { learnedIn } from './belief-row.ts';
import { budgetSchema, madeIn } from './budget-row.ts';
import { editionHeadSchema } from './catalogues.ts';
import { keys } from './keys.ts';
import { batchGet, getRow } from './reads.ts';
import type { Table } from './table.ts';

export const limitsSchema = z.object({
  version: z.int(),
  made: z.record(z.string(), z.object({ catalogueId: z.string(), at: instantSchema, open: z.boolean() })),
});

/** Offers in the one table; they are written together with their case or journey (`offer-writes.ts`). */
export function dynamoOffers(table: Table): Offers {
  return {
    async byId(offerId) {
      const row = await getRow(table, keys.offer(offerId));
      return row && offerSchema.parse(row);
    },

    async due(since, until) {
      const found = await Promise.all(
        (await dueEntries(table, since, until, 'OFFER#')).map((entry) => this.byId(entry.id)),
      );
      return found.flatMap((offer) => offer ?? []);
    },

    async voucher(code) {
      const row = await getRow(table, keys.voucher(code));
      return row && voucherSchema.parse(row);
    },

    async redeem(code, usedFor, at) {
      try {
        const { Attributes } = await table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: { ...keys.voucher(code) },
            UpdateExpression: 'SET redeemedAt = :at, redeemedFor = :for',
            ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(redeemedAt)',
            ExpressionAttributeValues: { ':at': at, ':for': usedFor },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return voucherSchema.parse(Attributes);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return this.voucher(code);
      }
    },

    async standing(customerKey, budgetPeriod, segment, mayBeLate = false) {
      const budgetKey = keys.budget(budgetPeriod);
      const limitsKey = keys.offerLimit(customerKey);
      const editionKey = keys.editionInForce();
      const learnedKey = segment === undefined ? undefined : keys.learned(segment);
      const rows = await batchGet(
        table,
        [budgetKey, limitsKey, editionKey, ...(learnedKey ? [learnedKey] : [])],
        { consistent: !mayBeLate },
      );
      const budget = rows.find((row) => row['pk'] === budgetKey.pk);
      const limits = rows.find((row) => row['pk'] === limitsKey.pk);
      const edition = rows.find((row) => row['pk'] === editionKey.pk);
      const learned = rows.find((row) => row['pk'] === learnedKey?.pk);
      const { version, made } = limits ? limitsSchema.parse(limits) : { version: 0, made: {} };
      return {
        held: budget ? budgetSchema.parse(budget).committed : 0,
        spent: budget ? budgetSchema.parse(budget).spent : 0,
        made: budget ? madeIn(budget) : {},
        limits: { customerKey, version, made },
        edition: edition ? editionHeadSchema.parse(edition).edition : 0,
        learned: learned ? learnedIn(learned) : {},
      };
    },
  };
}
