import * as z from 'zod';
import { OWN_MODEL } from './churn/own-model.ts';
import { minorUnitsSchema } from './money.ts';

/**
 * What a firm decides about its own Amends: names, addresses, money and patience.
 * Infrastructure parses it once at synth and hands it to every function as the variable `SETTINGS`
 * (JSON, below 3 KB: Lambda allows 4 KB for all variables of a function together).
 * Money is in the minor unit of `currency` (see money.ts); shares are 0 to 1; days are calendar days.
 */

/** Groups of the staff directory; the JWT of a staff call carries them. */
export const StaffGroup = z.enum(['handler', 'lead', 'marketer', 'auditor']);
export type StaffGroup = z.infer<typeof StaffGroup>;

/** One employee. `lead` is the id of the person a case climbs to when this one does not react. */
export const StaffMember = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'lower-case letters, digits and hyphens'),
  name: z.string().min(1).max(80),
  address: z.email(),
  groups: z.array(StaffGroup).min(1),
  team: z.string().min(1).max(40),
  lead: z.string().optional(),
});
export type StaffMember = z.infer<typeof StaffMember>;

const defaultStaff: StaffMember[] = [
  {
    id: 'hana',
    name: 'Hana Weber',
    address: 'hana@amends.localhost',
    groups: ['handler'],
    team: 'care',
    lead: 'lena',
  },
  {
    id: 'hugo',
    name: 'Hugo Lin',
    address: 'hugo@amends.localhost',
    groups: ['handler'],
    team: 'care',
    lead: 'lena',
  },
  {
    id: 'lena',
    name: 'Lena Okafor',
    address: 'lena@amends.localhost',
    groups: ['lead', 'handler'],
    team: 'care',
  },
  {
    id: 'mara',
    name: 'Mara Chen',
    address: 'mara@amends.localhost',
    groups: ['marketer'],
    team: 'retention',
  },
  { id: 'anton', name: 'Anton Silva', address: 'anton@amends.localhost', groups: ['auditor'], team: 'audit' },
];

const money = (fallback: number) => z.coerce.number().pipe(minorUnitsSchema.nonnegative()).default(fallback);
const localTime = (fallback: string) =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 21:00')
    .default(fallback);
const days = (fallback: number) => z.coerce.number().int().positive().default(fallback);

/** The settings every function may read. Each has a default, so that a first deployment asks nothing. */
export const RuntimeSettings = z.object({
  firmName: z.string().min(1).max(80).default('Amends Demo'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD')
    .default('USD'),
  /** IANA zone of the firm's one calendar. Checked where it is set: asking Intl costs a cold start its tenth. */
  timeZone: z.string().min(1).default('Europe/London'),
  /** ISO 3166-1 alpha-2; picks the holiday table. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'an ISO 3166 code such as GB')
    .default('GB'),
  privacyNoticeUrl: z.string().min(1).default('/privacy'),
  /** Years a case is kept after it closed, as the privacy notice says; six is the limitation period of England. */
  keepCasesYears: z.coerce.number().int().positive().default(6),

  /** Where customers' mails arrive; also the `From` of every mail that expects an answer. */
  intakeAddress: z.email().default('complaints@amends.localhost'),
  /** Where a case goes that nobody acknowledged. */
  dutyMailbox: z.email().default('duty@amends.localhost'),
  /** Where praise and other news for the whole team go. */
  teamMailbox: z.email().default('team@amends.localhost'),
  /** The loop brake: automatic mails to one address in 24 hours. */
  automaticMailsPerDay: z.coerce.number().int().positive().default(10),

  /** Expected margin per year from which a customer counts as of a tier. */
  diamondValue: money(500_000),
  goldValue: money(150_000),
  silverValue: money(40_000),
  /** Probability × value from which a person looks at the case. */
  valueAtRisk: money(100_000),

  /** Whose experience judges how likely a customer is to leave: a shipped model (docs/models), or the firm's `own`. */
  churnModel: z.enum(['general', 'telecom', 'commerce', OWN_MODEL]).default('general'),

  /** Share of customers who get the remedy but, at random, no retention offer. */
  holdoutShare: z.coerce.number().min(0).max(0.5).default(0.1),
  /** Share of customers who, at random, get no offer and no campaign at all, to measure all of retention together. */
  controlGroupShare: z.coerce.number().min(0).max(0.2).default(0),
  /** Offers that cost more than this need a second person. */
  approvalThreshold: money(10_000),
  /** What all offers of one calendar month may cost together. */
  offerBudget: money(1_000_000),
  offerValidDays: days(14),
  offerReminderAfterDays: days(7),

  /** Loyalty points for each major unit of `currency` that an order was paid with; 0 gives none. A point is worth one minor unit. */
  pointsPerUnit: z.coerce.number().min(0).max(100).default(0),

  /** Loyalty points for a promise that was kept; 0 gives none. */
  pointsPerPromise: z.coerce.number().int().min(0).max(1_000_000).default(0),
  /** Customers are told of points that end within so many days. */
  pointsNoticeDays: z.coerce.number().int().min(1).max(90).default(30),

  /** A resolved case without another message closes by itself after this. */
  autoCloseAfterDays: days(14),
  /** Marketing mails to one address in any seven days, all campaigns together. */
  contactsPerWeek: z.coerce.number().int().positive().default(2),
  /** Days after the end of a complaint in which nothing is sold. */
  coolDownDays: z.coerce.number().int().nonnegative().default(14),
  /** Local times of the customer between which no campaign writes. */
  quietFrom: localTime('21:00'),
  quietUntil: localTime('08:00'),
  /** Campaign mails a second over all children; 14 is what SES gives a new account. */
  mailsPerSecond: z.coerce.number().positive().default(14),
  /** Risk from which the scheduled campaign considers a customer. */
  campaignRisk: z.coerce.number().min(0).max(1).default(0.5),

  staff: z.array(StaffMember).min(1).default(defaultStaff),
});
export type RuntimeSettings = z.infer<typeof RuntimeSettings>;

/** Parses the variable `SETTINGS`; to be used inside a handler's env schema. */
export const SettingsVariable = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'SETTINGS is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(RuntimeSettings);
