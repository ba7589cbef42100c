import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';
import { OWN_MODEL } from '../functions/domain/churn/own-model.ts';
import { RuntimeSettings } from '../functions/domain/settings.ts';
import { readOwnChurnModel } from './own-churn-model.ts';

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    // Intl has no question "do you know this zone?"; refusing is its answer.
    return false;
  }
};

/**
 * Everything a stage can be told. Write a stage's values into `stages` below, or give a single one on the
 * command line: `npx cdk deploy -c stage=prod -c domain=care.example.com …`. Context wins over `stages`,
 * and `stages` over the defaults. *data* and *service* need nothing: every default works.
 */
const StageSettings = RuntimeSettings.extend({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,11}$/, 'up to 12 lower-case letters and digits')
    .default('dev'),

  timeZone: RuntimeSettings.shape.timeZone.refine(isTimeZone, 'an IANA time zone such as Europe/Berlin'),

  /** Name under which CloudFront serves the product; brings the stacks *inbound* and *edge*. */
  domain: z.hostname().optional(),
  /** ACM certificate of `domain`, in us-east-1. Without it CloudFront serves under its own name. */
  certificateArn: z.string().startsWith('arn:').optional(),
  /** AWS WAF web ACL (scope CLOUDFRONT) to put in front; its monthly price is why there is none by default. */
  webAclArn: z.string().startsWith('arn:').optional(),
  /** Base of every link in a mail, without a trailing slash; by default the API's own address. */
  publicUrl: z.url().regex(/[^/]$/, 'no trailing slash').optional(),

  /**
   * A shipped model (`general`, `telecom`, `commerce`), or the path of a model file that `npm run train` wrote, from the
   * root of the project.
   */
  churnModel: z.string().min(1).default('general'),
  /** Columns of the customer file, beside those the record knows, that the firm's own churn model reads. */
  churnColumns: z
    .union([z.array(z.string()), z.string().transform((text) => text.split(',').map((name) => name.trim()))])
    .default([]),

  /** `From` of our mails; by default the intake address. */
  mailFrom: z.email().optional(),
  /** SES domain identity; by default the domain of `mailFrom`. */
  mailDomain: z.string().min(3).optional(),
  /**
   * Make this stage's receipt rule set the active one. SES has one active set per account and region, so
   * this takes receiving away from whatever was active before.
   */
  activateReceiptRules: z.union([z.boolean(), z.stringbool()]).default(false),

  /**
   * Id of a foundation model on Amazon Bedrock, in this region, that triage asks for a second opinion on every text;
   * without it nothing leaves the functions.
   */
  opinionModel: z
    .string()
    .regex(/^[a-z0-9-]+\.[a-z0-9.:-]+$/, 'a model id such as amazon.nova-micro-v1:0')
    .optional(),

  /** SNS topic that alarms tell; without it they only change colour. */
  alarmTopicArn: z.string().startsWith('arn:').optional(),
  logRetentionDays: z.coerce.number().pipe(z.enum(RetentionDays)).default(RetentionDays.THREE_MONTHS),
  /** Steady requests per second and burst of the whole API. */
  requestsPerSecond: z.coerce.number().positive().default(50),
  requestBurst: z.coerce.number().int().positive().default(100),
  /** How often due work is looked for (EventBridge Scheduler expression). */
  sweepEvery: z
    .string()
    .regex(/^(rate|cron)\(.+\)$/)
    .default('rate(5 minutes)'),
  /** How often the bucket of raw mail is compared with the intake ledger. */
  reconcileEvery: z
    .string()
    .regex(/^(rate|cron)\(.+\)$/)
    .default('rate(1 hour)'),
  /** `source` of the events `CustomerOutcome` on the default event bus by which the firm's CRM tells what became of customers. */
  outcomeSource: z
    .string()
    .regex(/^(?!aws\.|amends$)[A-Za-z0-9._/-]{1,60}$/, 'a source such as crm; not one of AWS and not our own')
    .default('crm'),
  /** When the risk campaign runs, in `timeZone`. */
  campaignAt: z
    .string()
    .regex(/^(rate|cron)\(.+\)$/)
    .default('cron(0 10 ? * TUE *)'),
});

type Parsed = z.infer<typeof StageSettings>;

/** Settings with everything that follows from them filled in. */
export interface Settings extends Omit<Parsed, 'churnModel'> {
  /** The firm's own churn model, as its file is, where one was chosen. */
  readonly ownChurnModel: string | undefined;
  readonly mailFrom: string;
  readonly mailDomain: string;
  /** What functions get as `SETTINGS`. */
  readonly runtime: RuntimeSettings;
}

/** Values of this firm's stages. A stage that is not listed runs on defaults. */
const stages: Readonly<Record<string, z.input<typeof StageSettings>>> = {
  dev: {},
};

/** Lambda allows 4 KB for all variables of a function together; the others need the rest. */
const LARGEST_SETTINGS_BYTES = 3000;

/** A setting is missing or wrong; the message has one line per problem, saying what to set and where. */
export class SettingsProblem extends Error {
  override readonly name = 'SettingsProblem';
}

/**
 * @param fromContext a look-up of CDK context values by setting name (`app.node.tryGetContext`)
 * @throws SettingsProblem naming every setting that does not fit
 */
export function readSettings(fromContext: (name: string) => unknown): Settings {
  const names = Object.keys(StageSettings.shape);
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = fromContext(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const stage = typeof given['stage'] === 'string' ? given['stage'] : 'dev';
  const result = StageSettings.safeParse({ ...stages[stage], ...given });
  if (!result.success) {
    throw new SettingsProblem(result.error.issues.map((issue) => problemLine(issue, stage)).join('\n'));
  }
  const { churnModel, ...settings } = result.data;
  const chosen = chosenModel(churnModel, settings.churnColumns, stage);
  const runtime = RuntimeSettings.parse({ ...settings, churnModel: chosen.name });
  const bytes = Buffer.byteLength(JSON.stringify(runtime));
  if (bytes > LARGEST_SETTINGS_BYTES) {
    throw new SettingsProblem(
      `the settings of stage ${stage} take ${bytes} bytes as a variable of every function, and ${LARGEST_SETTINGS_BYTES} fit. Shorten "staff" in infra/settings.ts, stages.${stage}.staff.`,
    );
  }
  const mailFrom = settings.mailFrom ?? settings.intakeAddress;
  return {
    ...settings,
    ownChurnModel: chosen.text,
    mailFrom,
    mailDomain: settings.mailDomain ?? mailFrom.slice(mailFrom.indexOf('@') + 1),
    runtime,
  };
}

function chosenModel(
  churnModel: string,
  columns: readonly string[],
  stage: string,
): { readonly name: string; readonly text: string | undefined } {
  const isShipped =
    churnModel !== OWN_MODEL && RuntimeSettings.shape.churnModel.safeParse(churnModel).success;
  if (isShipped) return { name: churnModel, text: undefined };
  const read = readOwnChurnModel(churnModel, columns);
  if ('problem' in read)
    throw new SettingsProblem(
      `setting "churnModel": ${read.problem}. Set it in infra/settings.ts, stages.${stage}.churnModel, or with -c churnModel=…`,
    );
  return { name: OWN_MODEL, text: read.text };
}

function problemLine(issue: z.core.$ZodIssue, stage: string): string {
  const name = issue.path.map(String).join('.') || '(all)';
  const top = String(issue.path[0] ?? name);
  return `setting "${name}": ${issue.message}. Set it in infra/settings.ts, stages.${stage}.${top}, or with -c ${top}=…`;
}
