import type { ClockMove } from './advance.ts';
import type { Calls } from './call-gate.ts';
import type { EventLog } from './event-bus.ts';
import type { Execution } from './execution.ts';
import type { Outcome } from './invocation.ts';
import type { LocalState, Metrics } from './local-state.ts';
import type { Mailbox } from './mail-out.ts';
import type { StaffTokens } from './staff-tokens.ts';

/** How the laptop cloud is started. */
export interface LocalCloudOptions {
  /** Everything that survives; made when missing. */
  readonly dataDir: string;
  /** Folder that `cdk synth` wrote; by default the project's own, brought up to date first. */
  readonly template?: string;
  /** Path of a firm's own churn model, in place of the setting; not with `template`. */
  readonly churnModel?: string;
  /** Columns of the customer file that it reads, with commas between. */
  readonly churnColumns?: string;
  /** Of the product; 0 takes a free one. */
  readonly port?: number;
  readonly smtpPort?: number;
  /** Forgets what `dataDir` holds. */
  readonly fresh?: boolean;
  /** Virtual start, ISO 8601; by default where the saved clock is, or real time. */
  readonly clock?: string;
  /** Virtual seconds per real second; 0 stands still except for `advance`. Default 1. */
  readonly speed?: number;
}

/** A laptop cloud that runs. */
export interface LocalCloud {
  /** Where the product is, without a trailing slash. */
  readonly url: string;
  readonly smtpPort: number;
  /** Address of all AWS services; any credentials do, the region is us-east-1. */
  readonly awsUrl: string;
  /** The DynamoDB engine itself, past metering and gate: the floor of a comparison. */
  readonly engineUrl: string;
  readonly tableName: string;
  readonly output: (key: string) => string | undefined;
  now(): string;
  /** Moves time; resolves when everything that fell due has run, in due order, and all is quiet. */
  advance(move: string | ClockMove): Promise<string>;
  /** Resolves when nothing is under way: no function, no unread stream record, no execution but waiting ones. */
  whenQuiet(): Promise<void>;
  readonly mailbox: Mailbox;
  readonly events: EventLog['events'];
  readonly tokens: Pick<StaffTokens, 'issue'>;
  /** Hands over a message as SES would, without SMTP. */
  receiveMail(raw: Buffer, from: string, recipients: readonly string[]): Promise<string>;
  /** Delivers a sent mail to its recipients as inbound mail, for loops and answers; nothing does so by itself. */
  deliverSent(mailId: string): Promise<string>;
  readonly executions: (machineArn?: string) => readonly Execution[];
  invoke(functionNameOrArn: string, event: unknown): Promise<Outcome>;
  /** Kill points and outages: see call-gate.ts. */
  readonly calls: Calls;
  readonly metrics: () => Metrics;
  readonly state: () => LocalState;
  stop(): Promise<void>;
}
