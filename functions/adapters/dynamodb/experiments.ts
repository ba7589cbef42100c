import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { customerOutcomeSchema } from '../../domain/experiment/customer-outcome.ts';
import { participationSchema, type Participation } from '../../domain/experiment/participation.ts';
import {
  addSums,
  tallyChanges,
  tallyFields,
  tallySchema,
  type Tally,
  type TallyChange,
} from '../../domain/experiment/tally.ts';
import { dayOf } from '../../domain/instant.ts';
import type { Experiments } from '../../ports/experiments.ts';
import { keys, lookup, SHARDS, shardOf } from './keys.ts';
import { batchGet, queryAll } from './reads.ts';
import { indexes, mustBeNew, put, transact, versionIs, type Row, type Table, type Write } from './table.ts';

const keySchema = z.object({ pk: z.string(), sk: z.string() });

/** Behind every day of a sort key that begins with it. */
const END = '~';

/** Entering within a transaction that must not fail when the customer takes part already: then it changes nothing. */
export function letTakePart(table: Table, participation: Participation): Write {
  const fields = Object.entries(rowOf(participation)).filter(([, value]) => value !== undefined);
  return {
    Update: {
      TableName: table.name,
      Key: { ...keys.participation(participation.customerId, participation.experiment) },
      UpdateExpression: `SET ${fields.map((_, n) => `#f${n} = if_not_exists(#f${n}, :f${n})`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(fields.map(([field], n) => [`#f${n}`, field])),
      ExpressionAttributeValues: Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value])),
    },
  };
}

const rowOf = (participation: Participation): object => ({
  ...participation,
  ...lookup.participation(participation.experiment, dayOf(participation.at), participation.customerId),
});

/** Experiments in the one table: participations with their customer, running sums in shards by day of the draw. */
export function dynamoExperiments(table: Table): Experiments {
  const beginning = (pk: string, sk: string): Promise<Row[]> =>
    queryAll(table, {
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
    });

  return {
    async enter(participation) {
      try {
        await table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              ...rowOf(participation),
              ...keys.participation(participation.customerId, participation.experiment),
            },
            ConditionExpression: mustBeNew.expression,
          }),
        );
        return 'entered';
      } catch (error) {
        // They take part already, and the first draw stands.
        if (error instanceof ConditionalCheckFailedException) return 'known';
        throw error;
      }
    },

    async offerAnew(before, offerId) {
      const after = { ...before, version: before.version + 1, offerId };
      const result = await transact(table, [
        put(
          table,
          keys.participation(after.customerId, after.experiment),
          rowOf(after),
          versionIs(before.version),
        ),
      ]);
      return result.kind === 'done' ? 'done' : 'stale';
    },

    async ofCustomer(customerId) {
      const { pk } = keys.participation(customerId, '');
      return (await beginning(pk, 'PART#')).map((row) => participationSchema.parse(row));
    },

    async note(outcome) {
      const result = await transact(table, [
        put(table, keys.customerOutcome(outcome.customerId, outcome.id), outcome, mustBeNew),
      ]);
      return result.kind === 'done' ? 'noted' : 'known';
    },

    async outcomesOf(customerId) {
      const { pk } = keys.customerOutcome(customerId, '');
      return (await beginning(pk, 'OUTCOME#'))
        .map((row) => customerOutcomeSchema.parse(row))
        .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
    },

    async count(outcome, before, after) {
      const result = await transact(table, [
        put(
          table,
          keys.countedOutcome(after.customerId, after.experiment, outcome.id),
          { at: after.at, experiment: after.experiment },
          mustBeNew,
        ),
        put(
          table,
          keys.participation(after.customerId, after.experiment),
          rowOf(after),
          versionIs(before.version),
        ),
        ...tallyChanges(before, after).map((change) => addToTally(table, change, after.customerId)),
      ]);
      if (result.kind === 'done') return 'done';
      return result.index === 0 ? 'counted' : 'stale';
    },

    async tallies(experiment, from, to) {
      const rows = await queryAll(table, {
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': keys.tally(experiment, '', '', '', 0).pk,
          ':from': from,
          ':to': to + END,
        },
      });
      return sumOfShards(rows.map((row) => tallySchema.parse(row)));
    },

    async participations(experiment, from, to) {
      const shards = await Promise.all(
        Array.from({ length: SHARDS }, (_, shard) =>
          queryAll(table, {
            IndexName: indexes.lookup,
            KeyConditionExpression: 'lookupPk = :pk AND lookupSk BETWEEN :from AND :to',
            ExpressionAttributeValues: {
              ':pk': lookup.participationShard(experiment, shard),
              ':from': from,
              ':to': to + END,
            },
          }),
        ),
      );
      const places = shards.flat().map((row) => keySchema.parse(row));
      return (await batchGet(table, places))
        .map((row) => participationSchema.parse(row))
        .sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
    },
  };
}

function addToTally(
  table: Table,
  { experiment, day, stratum, arm, add }: TallyChange,
  customerId: string,
): Write {
  return {
    Update: {
      TableName: table.name,
      Key: { ...keys.tally(experiment, day, stratum, arm, shardOf(customerId)) },
      UpdateExpression: `SET #day = :day, #stratum = :stratum, #arm = :arm ADD ${tallyFields.map((field) => `#${field} :${field}`).join(', ')}`,
      ExpressionAttributeNames: {
        '#day': 'day',
        '#stratum': 'stratum',
        '#arm': 'arm',
        ...Object.fromEntries(tallyFields.map((field) => [`#${field}`, field])),
      },
      ExpressionAttributeValues: {
        ':day': day,
        ':stratum': stratum,
        ':arm': arm,
        ...Object.fromEntries(tallyFields.map((field) => [`:${field}`, add[field]])),
      },
    },
  };
}

function sumOfShards(rows: readonly Tally[]): Tally[] {
  const sums = new Map<string, Tally>();
  for (const row of rows) {
    const key = `${row.day}|${row.stratum}|${row.arm}`;
    const before = sums.get(key);
    sums.set(key, before ? { ...row, ...addSums(before, row) } : row);
  }
  return [...sums.values()];
}
