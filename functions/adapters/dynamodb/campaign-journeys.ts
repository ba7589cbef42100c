import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { overLineSchema, type OverLine } from '../../domain/campaign/crossing.ts';
import { journeySchema, type Journey } from '../../domain/campaign/journey.ts';
import type { Instant } from '../../domain/instant.ts';
import type { CampaignJourneys, Question } from '../../ports/campaigns.ts';
import { batchPut } from './batch-put.ts';
import { confirmStep, journeyRow, reserveStep } from './campaign-reservation.ts';
import { putAlone } from './put-alone.ts';
import { batchGet, getRow } from './reads.ts';
import { attention, keys } from './keys.ts';
import { indexes, type Table } from './table.ts';

export const questionSchema: z.ZodType<Question> = z.object({
  ulid: z.string(),
  campaignId: z.string(),
  customerId: z.string(),
  step: z.string(),
  expiresAt: z.iso.datetime(),
});

const dueKeySchema = z.object({ attentionSk: z.string() });
const HEX = Array.from('0123456789abcdef');

/** Each customer's way through a campaign, one row. */
export function campaignJourneys(table: Table): CampaignJourneys {
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
      return (await putAlone(...journeyRow(table, journey))) === 'done' ? 'saved' : 'stale';
    },

    reserve: (journey, along) => reserveStep(table, journey, along),

    confirm: (journey, place, result) => confirmStep(table, journey, place, result),

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
