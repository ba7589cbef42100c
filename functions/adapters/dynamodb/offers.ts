import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import { offerSchema } from '../../domain/offer/offer.ts';
import { voucherSchema } from '../../domain/offer/voucher.ts';
import type { Offers } from '../../ports/offers.ts';
import { dueEntries } from './case-lists.ts';
import { budgetSchema, editionHeadSchema, learnedIn, limitsSchema, madeIn } from './entities.ts';
import { entries, type Entry } from './index-entries.ts';
import { APPROVALS, attention, keys, SHARDS } from './keys.ts';
import { batchGet } from './reads.ts';
import type { Table } from './table.ts';

const PER_PAGE = 50;

/** Entries of offers that wait for a second person, by when they end. */
async function approvals(table: Table, range: Parameters<typeof entries>[3]): Promise<Entry[]> {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      entries(table, 'attention', attention.queueShard(APPROVALS, shard), range, 'OFFER#'),
    ),
  );
  return shards.flat().sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

/** Offers in the one table; they are written together with their case or journey (`case-writes.ts`). */
export function dynamoOffers(table: Table): Offers {
  return {
    async byId(offerId) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...keys.offer(offerId) }, ConsistentRead: true }),
      );
      return Item && offerSchema.parse(Item);
    },

    async due(since, until) {
      const [due, waited] = await Promise.all([
        dueEntries(table, since, until, 'OFFER#'),
        approvals(table, { before: `${until}~` }),
      ]);
      const found = await Promise.all([...due, ...waited].map((entry) => this.byId(entry.id)));
      return found.flatMap((offer) => offer ?? []);
    },

    async awaitingApproval(cursor, limit = PER_PAGE) {
      const found = await approvals(table, { after: placeOf(cursor ?? '') ?? '0', limit });
      const shown = found.slice(0, limit);
      const rows = await batchGet(
        table,
        shown.map(({ id }) => keys.offer(id)),
      );
      const byId = new Map(rows.map((row) => [String(row['pk']), offerSchema.parse(row)]));
      const items = shown.flatMap(({ id }) => byId.get(keys.offer(id).pk) ?? []);
      const last = shown.at(-1);
      return {
        // The index is late by a moment: one that was decided just now is no longer waiting.
        items: items.filter(({ status }) => status === 'awaiting-approval'),
        ...(found.length > limit && last && { cursor: cursorTo(last.sort) }),
      };
    },

    async voucher(code) {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: { ...keys.voucher(code) }, ConsistentRead: true }),
      );
      return Item && voucherSchema.parse(Item);
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

    async standing(customerKey, budgetPeriod, segment) {
      const budgetKey = keys.budget(budgetPeriod);
      const limitsKey = keys.offerLimit(customerKey);
      const editionKey = keys.editionInForce();
      const learnedKey = segment === undefined ? undefined : keys.learned(segment);
      const { Responses, UnprocessedKeys } = await table.client.send(
        new BatchGetCommand({
          RequestItems: {
            [table.name]: {
              Keys: [budgetKey, limitsKey, editionKey, ...(learnedKey ? [learnedKey] : [])].map((key) => ({
                ...key,
              })),
              ConsistentRead: true,
            },
          },
        }),
      );
      if (Object.keys(UnprocessedKeys ?? {}).length > 0)
        throw new Error('the store did not answer for budget, limits, catalogue and beliefs');
      const rows = Responses?.[table.name] ?? [];
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
