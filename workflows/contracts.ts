import * as z from 'zod';
import { campaignIdSchema, caseIdSchema, importIdSchema, offerIdSchema } from '../functions/domain/ids.ts';

/**
 * The one bridge between the machines in this folder and the functions they call: input and output of each task.
 * Ids, enums and seconds only; a person's data never enters a machine's state.
 */
const seconds = z.int().min(1).max(31_536_000);
const taskToken = z.string().min(1);

/** What `dispatch` starts the recovery and escalation machines with; `fact` numbers the fact that called for it. */
export const caseStart = z.object({ caseId: caseIdSchema, fact: z.int() });

export const triageCase = {
  input: z.object({ caseId: caseIdSchema }),
  output: z.object({ caseId: caseIdSchema, route: z.enum(['recover', 'person', 'thank', 'none']) }),
};

export const planRecovery = {
  input: z.object({ caseId: caseIdSchema }),
  output: z.discriminatedUnion('route', [
    z.object({
      route: z.literal('offer'),
      caseId: caseIdSchema,
      offerId: offerIdSchema,
      remindAfterSeconds: seconds,
      giveUpAfterSeconds: seconds,
    }),
    z.object({ route: z.enum(['resolve', 'person']), caseId: caseIdSchema }),
  ]),
};

const offerWait = z.object({ caseId: caseIdSchema, offerId: offerIdSchema, taskToken });

export const makeOffer = { input: offerWait };
export const remindOffer = { input: offerWait };

/** What wakes the wait for an answer. `message` is a message that it is not settled, sent while the offer was open. */
export const offerWoken = z.object({
  caseId: caseIdSchema,
  answer: z.enum(['accept', 'decline', 'call-me', 'cancel-contract', 'message']),
});

export const resolveCase = {
  input: z.object({ caseId: caseIdSchema }),
  output: z.object({ caseId: caseIdSchema, status: z.string() }),
};

export const thankCustomer = resolveCase;

export const handOver = {
  input: z.object({ caseId: caseIdSchema }),
  output: z.object({ caseId: caseIdSchema, route: z.enum(['handed', 'resolve', 'none']) }),
};

/** `round` names one escalation of a case: the number of the fact that began it. A later one takes over from it. */
const round = z.int().min(0);
const waitFor = z.enum(['acknowledgement', 'resolution', 'nothing']);

const escalationStep = z.object({ caseId: caseIdSchema, round, waitFor, waitSeconds: seconds });

export const assignOwner = { input: z.object({ caseId: caseIdSchema, round }), output: escalationStep };
export const awaitPerson = { input: z.object({ caseId: caseIdSchema, round, waitFor, taskToken }) };
export const climbLadder = { input: z.object({ caseId: caseIdSchema, round }), output: escalationStep };

export const personWoken = z.object({ caseId: caseIdSchema, round });

/** One part of a pass over the customers of a campaign: numbers only. */
const campaignShard = z.object({ campaignId: campaignIdSchema, pass: z.int(), part: z.int() });

export const planCampaign = {
  input: z.object({ campaignId: campaignIdSchema }),
  output: z.object({ campaignId: campaignIdSchema, pass: z.int(), shards: z.array(campaignShard) }),
};
export const sendCampaignShard = { input: campaignShard, output: z.object({ part: z.int() }) };
export const closeCampaign = {
  input: z.object({ campaignId: campaignIdSchema }),
  output: z.object({ campaignId: campaignIdSchema, status: z.enum(['again', 'done']) }),
};

export const importChunk = {
  input: z.object({ importId: importIdSchema, giveUp: z.literal(true).optional() }),
  output: z.object({ importId: importIdSchema, more: z.boolean() }),
};

/** Names of the waits that a wake-up fact can end. */
export const waits = { offer: 'offer', person: 'person' } as const;

/** Errors that a task throws by name, so that Retry and Catch can tell them apart. */
export const taskErrors = {
  /** Somebody else changed the case meanwhile; the same call again reads it anew. */
  stale: 'Case.Stale',
  /** The store or the mail service did not answer. */
  unavailable: 'Case.Unavailable',
} as const;
