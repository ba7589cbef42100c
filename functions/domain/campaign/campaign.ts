import * as z from 'zod';
import { actorSchema } from '../case/case.ts';
import { refusals } from '../contact/govern.ts';
import { campaignIdSchema } from '../ids.ts';
import { instantSchema, type Instant } from '../instant.ts';
import { definitionSchema } from './definition.ts';

/** Why a step makes no offer, in the words of the decision. */
const noOffers = ['nothing-eligible', 'nothing-pays', 'budget-spent', 'budget-paced', 'offer-open'] as const;

/** What became of one customer whom a pass of a campaign considered. */
const campaignOutcomes = [
  /** Not one of those the campaign is for. */
  'not-in-segment',
  /** Entered before, and may not enter again yet. */
  'entered-before',
  /** Is over the line, and crossed it before or was over it from the beginning. */
  'not-crossing',
  ...refusals,
  /** Put off until quiet hours end or the time of day comes; looked at again by then. */
  'deferred',
  /** On their way with nothing to do yet. */
  'waiting',
  /** No offer was made: none suits this customer, or none pays, or the money is spent or kept for better, … */
  ...noOffers,
  /** The offer is dear enough that a second person must say yes: told to a person, not to the customer. It waits. */
  'needs-approval',
  /** A second person said no to it, or nobody said yes in time. */
  'not-approved',
  /** Reserved and perhaps sent, but an outage or crash came before the record: not sent again, as nobody is mailed twice. */
  'unconfirmed',
  /** Something went wrong twice before anything was reserved: nothing went out. Who was on their way is taken up again. */
  'failed',
  /** The mail service took it for nobody it would deliver to. */
  'not-deliverable',
  'sent',
  'handed-over',
  /** Came to the end of the steps. */
  'ended',
] as const;
export const campaignOutcomeSchema = z.enum(campaignOutcomes);
export type CampaignOutcome = z.infer<typeof campaignOutcomeSchema>;

const countsSchema = z.partialRecord(campaignOutcomeSchema, z.int());
export type Counts = z.infer<typeof countsSchema>;

/**
 * One look at many customers: all of the base (`base`), or those whose next step fell due (`due`). It is cut into parts,
 * a child of the machine for each.
 */
const passSchema = z.object({
  number: z.int(),
  kind: z.enum(['base', 'due']),
  definition: z.int(),
  parts: z.int(),
  /** About how many there are to look at; how many there were, once it has ended. */
  size: z.int(),
  startedAt: instantSchema,
  endedAt: instantSchema.optional(),
  /** The look at everybody before this one, and the definition it went by. */
  before: z.object({ at: instantSchema, definition: z.int() }).optional(),
});
export type Pass = z.infer<typeof passSchema>;

export const campaignStatusSchema = z.enum(['draft', 'running', 'paused', 'stopped', 'finished']);
type CampaignStatus = z.infer<typeof campaignStatusSchema>;

/** Whether anything may still happen by it: it runs, or waits to be resumed. */
export const isActive = (status: CampaignStatus): boolean => status === 'running' || status === 'paused';

/** A campaign and how far it is. Its definitions are kept beside it, each under its number, and never change once started. */
export const campaignSchema = z.object({
  id: campaignIdSchema,
  version: z.int(),
  name: z.string(),
  status: campaignStatusSchema,
  /** Number of the definition for those who enter now. */
  definition: z.int(),
  factCount: z.int(),
  createdAt: instantSchema,
  startedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
  /** The pass under way, or the last one. */
  pass: passSchema.optional(),
  /** The last look at everybody that was begun. */
  lookedAt: z.object({ at: instantSchema, definition: z.int() }).optional(),
  /** When everybody is looked at next, for campaigns that come back. */
  nextPassAt: instantSchema.optional(),
  /** Sums of the passes that ended. `considered` counts the looks at customers of the base. */
  considered: z.int(),
  counts: countsSchema,
});
export type Campaign = z.infer<typeof campaignSchema>;

/** A definition under its number. Until the campaign is started it may still be changed. */
export const campaignDefinitionSchema = z.object({
  campaignId: campaignIdSchema,
  number: z.int(),
  at: instantSchema,
  by: actorSchema,
  /**
   * Staff ids of everybody who wrote this definition, or one that it came from, in the order in which they first did: none
   * of them approves what it offers.
   */
  authors: z.array(z.string()),
  definition: definitionSchema,
});
export type KeptDefinition = z.infer<typeof campaignDefinitionSchema>;

/** What happened to a campaign; the start of a pass, and what lets one go on, starts its machine. */
export const campaignFactSchema = z.object({
  id: z.string(),
  subjectId: campaignIdSchema,
  number: z.int(),
  at: instantSchema,
  by: actorSchema,
  happened: z.discriminatedUnion('type', [
    z.object({ type: z.literal('CampaignCreated') }),
    z.object({ type: z.literal('CampaignRedefined'), definition: z.int() }),
    z.object({
      type: z.literal('PassStarted'),
      pass: z.int(),
      kind: z.enum(['base', 'due']),
      definition: z.int(),
    }),
    z.object({ type: z.literal('PassEnded'), pass: z.int(), considered: z.int(), counts: countsSchema }),
    /** It waits for what happens to customers; the others start with a pass. */
    z.object({ type: z.literal('CampaignStarted'), definition: z.int() }),
    z.object({ type: z.literal('CampaignPaused') }),
    z.object({ type: z.literal('CampaignResumed') }),
    z.object({ type: z.literal('CampaignStopped') }),
    z.object({ type: z.literal('CampaignFinished'), considered: z.int(), counts: countsSchema }),
  ]),
  dispatch: z.literal('campaign').optional(),
});
export type CampaignFact = z.infer<typeof campaignFactSchema>;

/** How far one part of a pass has come. */
export const partSchema = z.object({
  pass: z.int(),
  part: z.int(),
  version: z.int(),
  /** Where the rest begins; absent at the beginning and at the end. */
  next: z.string().optional(),
  done: z.boolean(),
  /** Who is on the page in hand, where the store would tell others after a crash: those whose step was due. */
  members: z.array(z.string()).optional(),
  pages: z.int(),
  considered: z.int(),
  counts: countsSchema,
});
export type Part = z.infer<typeof partSchema>;

/** What became of the customers of one page of a part, by id: the record that reports are recounted from. */
export const pageSchema = z.object({
  pass: z.int(),
  part: z.int(),
  page: z.int(),
  at: instantSchema,
  definition: z.int(),
  considered: z.int(),
  groups: z.array(
    z.object({
      /** The step that was up, absent where nobody came as far. */
      step: z.string().optional(),
      outcome: campaignOutcomeSchema,
      variant: z.string().optional(),
      customerIds: z.array(z.string()),
    }),
  ),
});
export type CampaignPage = z.infer<typeof pageSchema>;

/** The scheduled campaign of a point in time has one name, so that a schedule that fires twice starts it once. */
export const riskCampaignId = (scheduledAt: Instant): string =>
  `cmp_risk-${scheduledAt.replace(/\.\d+Z$/, 'Z').replaceAll(/[-:]/g, '')}`;

/** Sums of parts. */
export function addCounts(parts: readonly Counts[]): Counts {
  const sums: Counts = {};
  for (const part of parts) {
    for (const outcome of campaignOutcomes) {
      const count = (sums[outcome] ?? 0) + (part[outcome] ?? 0);
      if (count > 0) sums[outcome] = count;
    }
  }
  return sums;
}
