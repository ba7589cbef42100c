import * as z from 'zod';
import { localeSchema } from '../language.ts';
import { segmentRuleSchema } from '../segment/rule.ts';

/** A campaign as data: whom, when, and what happens step by step. `check-definition.ts` says whether it makes sense. */
const words = (most: number) => z.string().trim().min(1).max(most);
const inBoth = <Value extends z.ZodType>(value: Value) => z.record(localeSchema, value);

const stepId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'lower-case letters, digits and hyphens');
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 10:00');

const textSchema = z.strictObject({
  subject: words(200),
  /** The first sentence; it follows the customer's name. */
  point: words(1000),
  text: words(5000),
});
export type CampaignText = z.infer<typeof textSchema>;

const mailStepSchema = z.strictObject({
  id: stepId,
  do: z.literal('mail'),
  /** Two or more are compared: each customer gets one, at random by these shares. */
  variants: z
    .array(z.strictObject({ name: stepId, share: z.number().positive().max(1), texts: inBoth(textSchema) }))
    .min(1)
    .max(6),
});

const askStepSchema = z.strictObject({
  id: stepId,
  do: z.literal('ask'),
  texts: inBoth(textSchema),
  /** One question; each answer is a button. */
  answers: z
    .array(z.strictObject({ id: stepId, words: inBoth(words(100)) }))
    .min(2)
    .max(6),
  /** Without an answer by then it goes on. */
  waitDays: z.int().min(1).max(90),
});

/** What became of the offer of a step, as a branch may ask. `not-made`: none fitted, or the money was spent. */
const offerStates = ['accepted', 'declined', 'call-me', 'cancel-contract', 'expired', 'not-made'] as const;
export type OfferState = (typeof offerStates)[number];

const offerStepSchema = z.strictObject({
  id: stepId,
  do: z.literal('offer'),
  /** What the mail says before the offer itself, which it tells in the words of the catalogue. */
  texts: inBoth(textSchema),
  /** The first of these offers of the catalogue that the customer may have, in this order. */
  offers: z
    .array(z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'the id of an offer of the catalogue'))
    .min(1)
    .max(10)
    .optional(),
  /** The offer that the policy chooses by expected net value, among all that campaigns may make. */
  choose: z.literal(true).optional(),
});

const waitStepSchema = z.strictObject({ id: stepId, do: z.literal('wait'), days: z.int().min(1).max(365) });

const branchStepSchema = z.strictObject({
  id: stepId,
  do: z.literal('branch'),
  /**
   * The first that holds is taken: an answer to an earlier question, what became of an earlier offer, or a rule over the
   * record as it is by then.
   */
  cases: z
    .array(
      z.strictObject({
        answer: z.strictObject({ step: stepId, is: stepId }).optional(),
        offer: z.strictObject({ step: stepId, is: z.enum(offerStates) }).optional(),
        rule: segmentRuleSchema.optional(),
        go: stepId,
      }),
    )
    .min(1)
    .max(10),
  otherwise: stepId,
});

const handOverStepSchema = z.strictObject({
  id: stepId,
  do: z.literal('hand-over'),
  /** Their account manager when we know an address of one, else the team. */
  to: z.enum(['account-manager', 'team']),
  /** What the person is asked to do. */
  note: words(1000),
});

const endStepSchema = z.strictObject({ id: stepId, do: z.literal('end') });

const stepSchema = z.discriminatedUnion('do', [
  mailStepSchema,
  askStepSchema,
  offerStepSchema,
  waitStepSchema,
  branchStepSchema,
  handOverStepSchema,
  endStepSchema,
]);
export type CampaignStep = z.infer<typeof stepSchema>;

export const festivals = [
  'new-year',
  'spring-festival',
  'lantern-festival',
  'qingming',
  'dragon-boat',
  'qixi',
  'mid-autumn',
  'double-ninth',
  'easter',
  'diwali',
  'eid-al-fitr',
  'christmas',
] as const;
const festivalSchema = z.enum(festivals);
export type Festival = z.infer<typeof festivalSchema>;

/** Numbers that move by themselves or by what an import says, and are looked at once a day. */
const measures = ['risk', 'silence'] as const;
export type Measure = (typeof measures)[number];
const happenings = ['tier-falls', 'promise-broken'] as const;

/** When customers enter. Each enters once, or again after `again.afterDays`. */
const triggerSchema = z.discriminatedUnion('when', [
  /** When somebody says so. */
  z.strictObject({ when: z.literal('asked') }),
  /** Everybody is looked at each day; who meets the rule for the first time enters. */
  z.strictObject({ when: z.literal('daily'), at: localTime }),
  z.strictObject({
    when: z.literal('festival'),
    festival: festivalSchema,
    daysBefore: z.int().min(0).max(30),
    at: localTime,
  }),
  /**
   * When a look a day finds that a customer has crossed a line: was below it, and is at or above `from` now. They cross it
   * again only after they were below `back`. `risk` is the chance to leave, `silence` the days since the last order in
   * multiples of the customer's own rhythm. Who is over the line when the campaign begins has not crossed it.
   */
  z.strictObject({
    when: z.literal('crosses'),
    what: z.enum(measures),
    from: z.number().positive().max(100),
    back: z.number().positive().max(100),
    at: localTime,
  }),
  /** When it happens: the tier falls by an import, or a promised time passes on a case of the customer. */
  z.strictObject({ when: z.literal('happens'), what: z.enum(happenings) }),
]);
export type CampaignTrigger = z.infer<typeof triggerSchema>;

export const definitionSchema = z.strictObject({
  name: words(100),
  segment: segmentRuleSchema,
  trigger: triggerSchema,
  again: z.strictObject({ afterDays: z.int().min(1).max(3650) }).optional(),
  /**
   * For what happens to a customer, or a line they cross: days for which their first step waits while something that
   * passes stands in its way, such as an open complaint; 30 when not said, 0 not to wait.
   */
  patienceDays: z.int().min(0).max(90).optional(),
  /** Time of day at which mails go out where the customer is; without it at once, outside quiet hours. */
  sendAt: localTime.optional(),
  /** Share of those who would be written to who, at random, are not. */
  holdoutShare: z.number().min(0).max(0.5),
  /** Customers keep their arm over all campaigns of one experiment; by default a campaign is its own. */
  experiment: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
  /** Mails of this campaign to one customer at most. */
  mailsAtMost: z.int().min(1).max(20),
  steps: z.array(stepSchema).min(1).max(40),
});
export type CampaignDefinition = z.infer<typeof definitionSchema>;
