import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { overLineSchema, type OverLine } from '../../domain/campaign/crossing.ts';
import { journeySchema, type Journey } from '../../domain/campaign/journey.ts';
import { UNSEEN_ENTRIES, type UnseenContact } from '../../domain/contact/contact.ts';
import { placeOf } from '../../domain/customer/base-place.ts';
import type { Instant } from '../../domain/instant.ts';
import type { CampaignJourneys, Question } from '../../ports/campaigns.ts';
import { batchPut } from './batch-put.ts';
import { putAlone } from './put-alone.ts';
import { offerWrites, putOfferFact } from './offer-writes.ts';
import { batchGet, getRow } from './reads.ts';
import { attention, keys, type Key } from './keys.ts';
import {
  epochSeconds,
  follows,
  indexes,
  isTransactionConflict,
  mustBeNew,
  put,
  transact,
  type Condition,
  type Table,
  type Write,
} from './table.ts';

export const questionSchema: z.ZodType<Question> = z.object({
  ulid: z.string(),
  campaignId: z.string(),
  customerId: z.string(),
  step: z.string(),
  expiresAt: z.iso.datetime(),
});

const dueKeySchema = z.object({ attentionSk: z.string() });
const HEX = Array.from('0123456789abcdef');

/** A question is let go of when its link opens no more. */
const questionRow = (question: Question): object => ({
  ...question,
  ttl: epochSeconds(question.expiresAt),
});

/** `withUnseen`, under the condition of `allowsUnseen`, in the store's own words. */
const unseenWrite = (table: Table, { id, entry, atMost, since }: UnseenContact): Write => ({
  Update: {
    TableName: table.name,
    Key: { ...keys.contact(id) },
    UpdateExpression:
      'SET id = :id, customerId = :customer, recent = list_append(:mail, if_not_exists(recent, :none)) ADD version :one',
    ConditionExpression: `attribute_not_exists(stoppedAt) AND attribute_not_exists(bouncedAt) AND attribute_not_exists(recent[${UNSEEN_ENTRIES - 1}]) AND (attribute_not_exists(recent[${atMost - 1}]) OR recent[${atMost - 1}].#at <= :since)`,
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: {
      ':id': id,
      ':customer': entry.customerId,
      ':mail': [entry],
      ':none': [],
      ':one': 1,
      ':since': since,
    },
  },
});

/** Each customer's way through a campaign, one row; while a step is to come it stands in index `attention`. */
export function campaignJourneys(table: Table): CampaignJourneys {
  const journeyWrite = (journey: Journey): [Table, Key, object, Condition] => [
    table,
    keys.journey(journey.campaignId, journey.customerId),
    {
      ...journey,
      ...(journey.dueAt !== undefined &&
        attention.journey(
          journey.campaignId,
          placeOf(journey.customerId),
          journey.dueAt,
          journey.customerId,
        )),
    },
    follows(journey.version),
  ];

  const due = async (campaignId: string, digit: string, until: Instant, limit: number, after?: string) => {
    const page = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: indexes.attention,
        KeyConditionExpression: 'attentionPk = :pk AND attentionSk BETWEEN :from AND :until',
        ExpressionAttributeValues: {
          ':pk': attention.journeysOf(campaignId, digit),
          ':from': after === undefined ? '0' : `${after}!`,
          ':until': `${until}~`,
        },
        Limit: limit,
      }),
    );
    return (page.Items ?? []).map((row) => dueKeySchema.parse(row).attentionSk);
  };

  return {
    async journeys(campaignId, customerIds) {
      const rows = await batchGet(
        table,
        customerIds.map((id) => keys.journey(campaignId, id)),
        { consistent: true },
      );
      return new Map(
        rows.map((row): [string, Journey] => {
          const journey = journeySchema.parse(row);
          return [journey.customerId, journey];
        }),
      );
    },

    async overLine(campaignId, customerIds) {
      const rows = await batchGet(
        table,
        customerIds.map((id) => keys.overLine(campaignId, id)),
        { consistent: false },
      );
      return new Map(
        rows.map((row): [string, OverLine] => {
          const over = overLineSchema.parse(row);
          return [over.customerId, over];
        }),
      );
    },

    keepOverLine: (over) =>
      batchPut(
        table,
        over.map((one) => ({ ...one, ...keys.overLine(one.campaignId, one.customerId) })),
      ),

    async saveJourney(journey) {
      return (await putAlone(...journeyWrite(journey))) === 'done' ? 'saved' : 'stale';
    },

    async reserve(journey, { contact, unseen, question, offer }) {
      const writes = [
        put(...journeyWrite(journey)),
        ...(contact ? [put(table, keys.contact(contact.id), contact, follows(contact.version))] : []),
        ...(unseen ? [unseenWrite(table, unseen)] : []),
        ...(question ? [put(table, keys.question(question.ulid), questionRow(question), mustBeNew)] : []),
      ];
      const result = await transact(table, [
        ...writes,
        ...(offer ? offerWrites(table, offer.change).map(({ write }) => write) : []),
        ...(offer?.facts ?? []).map((fact) => putOfferFact(table, fact)),
      ]).catch((error: unknown) => {
        // Others held the address, or the budget, to the last try: nothing was written, and the caller looks again.
        if (isTransactionConflict(error)) return undefined;
        throw error;
      });
      if (!result) return offer ? 'offer-refused' : 'contact-changed';
      if (result.kind === 'done') return 'reserved';
      if (result.index === 0) return 'journey-changed';
      return result.index < writes.length ? 'contact-changed' : 'offer-refused';
    },

    async confirm({ campaignId, customerId }, place, result) {
      const sent = result.status === 'sent';
      try {
        await table.client.send(
          new UpdateCommand({
            TableName: table.name,
            Key: { ...keys.journey(campaignId, customerId) },
            // Whoever read the way before must not write it back without what is known now.
            UpdateExpression: `SET #done[${place}].#status = :status${sent ? `, #done[${place}].messageId = :messageId` : ''} ADD version :one`,
            ConditionExpression: `#done[${place}].#status = :reserved`,
            ExpressionAttributeNames: { '#done': 'done', '#status': 'status' },
            ExpressionAttributeValues: {
              ':status': result.status,
              ':reserved': 'reserved',
              ':one': 1,
              ...(sent && { ':messageId': result.messageId }),
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
      } catch (error) {
        // Told before: what was said first stands. No way at all means that nothing was reserved.
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
      }
    },

    async due(campaignId, digit, until, limit, next) {
      const places = await due(campaignId, digit, until, limit, next);
      return {
        customerIds: places.map((place) => place.slice(place.indexOf('#') + 1)),
        next: places.length < limit ? undefined : places.at(-1),
      };
    },

    async nextDue(campaignId) {
      const firsts = await Promise.all(HEX.map((digit) => due(campaignId, digit, '9999', 1)));
      const times = firsts.flat().map((place) => place.slice(0, place.indexOf('#')));
      return times.sort()[0];
    },

    async journeysOf(customerId, campaignIds) {
      const rows = await batchGet(
        table,
        campaignIds.map((id) => keys.journey(id, customerId)),
        { consistent: false },
      );
      return rows.map((row) => journeySchema.parse(row));
    },

    async question(ulid) {
      const row = await getRow(table, keys.question(ulid));
      return row && questionSchema.parse(row);
    },
  };
}
