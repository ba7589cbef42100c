import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Journey } from '../../domain/campaign/journey.ts';
import { UNSEEN_ENTRIES, type UnseenContact } from '../../domain/contact/contact.ts';
import { placeOf } from '../../domain/customer/base-place.ts';
import type { Question, ReservationResult, ReservedAlong, StepConfirmed } from '../../ports/campaigns.ts';
import { attention, keys, type Key } from './keys.ts';
import { offerWrites, putOfferFact } from './offer-writes.ts';
import {
  epochSeconds,
  follows,
  isTransactionConflict,
  mustBeNew,
  put,
  transact,
  type Condition,
  type Table,
  type Write,
} from './table.ts';

/** The row of a way; while a step is to come it stands in index `attention`. */
export const journeyRow = (table: Table, journey: Journey): [Table, Key, object, Condition] => [
  table,
  keys.journey(journey.campaignId, journey.customerId),
  {
    ...journey,
    ...(journey.dueAt !== undefined &&
      attention.journey(journey.campaignId, placeOf(journey.customerId), journey.dueAt, journey.customerId)),
  },
  follows(journey.version),
];

/** The step of a way with all that it rests on, in one transaction: the record of the address, the question, the offer. */
export async function reserveStep(
  table: Table,
  journey: Journey,
  { contact, unseen, question, offer }: ReservedAlong,
): Promise<ReservationResult> {
  const writes = [
    put(...journeyRow(table, journey)),
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
}

/** Whoever read the way before must not write it back without what is known now, so it is a version of its own. */
export async function confirmStep(
  table: Table,
  { campaignId, customerId }: Pick<Journey, 'campaignId' | 'customerId'>,
  place: number,
  result: StepConfirmed,
): Promise<void> {
  const sent = result.status === 'sent';
  try {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { ...keys.journey(campaignId, customerId) },
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
}

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
    ConditionExpression: `attribute_not_exists(stoppedAt) AND attribute_not_exists(recent[${UNSEEN_ENTRIES - 1}]) AND (attribute_not_exists(recent[${atMost - 1}]) OR recent[${atMost - 1}].#at <= :since)`,
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
