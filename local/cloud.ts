import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { newActivity } from './activity.ts';
import { targetOf, type ClockMove } from './advance.ts';
import { newAsyncInvocations } from './async-invocations.ts';
import { closeServer, listen, serveAws } from './aws-endpoint.ts';
import { newCallGate, type Calls } from './call-gate.ts';
import { claimFolder } from './claim-folder.ts';
import { startClock } from './clock.ts';
import { corsOf } from './cors.ts';
import { openDeadLetters } from './dead-letters.ts';
import { openDisk } from './disk.ts';
import { openEventBus, type EventLog } from './event-bus.ts';
import { newEventRules } from './event-rules.ts';
import { openDueList } from './due-list.ts';
import { createTable, engineClient, startEngine } from './dynamodb.ts';
import { deployFunctions, type FunctionPool } from './functions.ts';
import { directoryOf, inboundOf, machinesOf, staffOf } from './from-template.ts';
import { httpApi } from './http-api.ts';
import type { Execution } from './execution.ts';
import type { Outcome } from './invocation.ts';
import { lambdaService } from './lambda-service.ts';
import { localRoutes } from './local-routes.ts';
import type { LocalState, Metrics } from './local-state.ts';
import { newMailFeedback } from './mail-feedback.ts';
import { serveMailIn } from './mail-in.ts';
import { openMailbox, type Mailbox } from './mail-out.ts';
import { openMachines } from './machines.ts';
import { Refused } from './refused.ts';
import { openObjectStore } from './s3.ts';
import { newSchedules } from './schedules.ts';
import { secretsService } from './secrets.ts';
import { openStaffTokens, type StaffTokens } from './staff-tokens.ts';
import { statesService } from './states-service.ts';
import { storeProxy } from './store-proxy.ts';
import { writeRights } from './write-rights.ts';
import { streamReader, type StreamReader } from './stream-reader.ts';
import { newStreamPoller, type StreamPoller } from './streams.ts';
import { synthesize } from './synth.ts';
import { readCloud } from './template.ts';

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

const longestGoodbyeMs = 3000;
const region = 'us-east-1';
const accountId = '000000000000';

/**
 * Runs the synthesized template on this machine.
 * @throws Refused with one line for the person at the terminal
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { dataDir, port = 0, smtpPort = 0, speed = 1 } = options;
  // Before anything is forgotten: another cloud may be running on it.
  const folder = await claimFolder(dataDir);
  const undo: (() => Promise<void> | void)[] = [() => folder.letGo()];
  if (options.fresh === true) folder.empty();
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return await start();
  } catch (error) {
    await stop();
    throw error;
  }

  async function start(): Promise<LocalCloud> {
    const disk = openDisk(join(dataDir, 'cloud.sqlite'));
    undo.push(() => disk.close());
    const clock = startClock(
      disk,
      options.clock === undefined ? undefined : Date.parse(options.clock),
      speed,
    );
    undo.push(() => clock.save());
    const activity = newActivity();
    const due = openDueList(disk, clock, activity);
    const deadLetters = openDeadLetters(disk, clock);

    // The product's own address is part of the template's variables, so its port must be known first.
    let serve = (_request: IncomingMessage, response: ServerResponse): void => {
      response.writeHead(503, { 'retry-after': '1' }).end();
    };
    const front = createServer((request, response) => serve(request, response));
    const boundPort = await listen(front, port, '127.0.0.1').catch(explainPort('--port', port));
    undo.push(() => closeServer(front));
    const url = `http://localhost:${boundPort}`;
    const template = options.template ?? (await synthesize(options));
    const cloud = readCloud(template, { region, accountId, apiUrl: url });

    const engine = await startEngine(dataDir);
    undo.push(() => engine.stop());
    const client = engineClient(engine.url);
    const tables = new Map(
      await Promise.all(
        cloud
          .ofType('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table')
          .map(async (resource) => [resource.ref, await createTable(client, resource)] as const),
      ),
    );
    client.destroy();

    const buckets = new Map(cloud.ofType('AWS::S3::Bucket').map((one) => [one.ref, corsOf(one)]));
    const objects = openObjectStore(join(dataDir, 'objects'), buckets, disk, clock);
    let rules: ReturnType<typeof newEventRules> = () => undefined;
    const tellRules: typeof rules = (event) => rules(event);
    const mailbox = openMailbox(disk, clock, region, newMailFeedback(tellRules, clock));
    const eventBus = openEventBus(disk, clock, tellRules);
    const metrics = { store: { requests: {}, writeUnits: 0, readUnits: 0 }, transitions: 0 };
    const mailsBefore = mailbox.count();

    let awsUrl = '';
    const functions: FunctionPool = deployFunctions(
      cloud.ofType('AWS::Lambda::Function'),
      ({ ref }) => `arn:aws:lambda:${region}:${accountId}:function:${ref}`,
      {
        cloud,
        activity,
        time: clock.shared,
        logs: join(dataDir, 'logs'),
        variables: () => awsVariables(awsUrl),
      },
    );
    undo.push(() => functions.stop());
    const gate = newCallGate(functions.functionOf, functions.kill, clock.iso);
    const invocations = newAsyncInvocations(due, clock, activity, functions, deadLetters);
    rules = newEventRules(cloud.ofType('AWS::Events::Rule'), invocations);
    const machines = openMachines(machinesOf(cloud), {
      disk,
      clock,
      due,
      activity,
      functions,
      transition: (count) => {
        metrics.transitions += count;
      },
    });
    undo.push(() => machines.halt());
    const readers = new Map<string, StreamReader>();
    const readerOf = (streamArn: string): StreamReader => {
      const reader = readers.get(streamArn) ?? streamReader(engine.url, streamArn);
      readers.set(streamArn, reader);
      return reader;
    };
    const pollers: StreamPoller[] = cloud.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
      const source = z.object({ EventSourceArn: z.string() }).parse(mapping.properties).EventSourceArn;
      const streamArn = tables.get(/:table\/([^/]+)\/stream\//.exec(source)?.[1] ?? '')?.streamArn;
      if (streamArn === undefined) return [];
      const around = { disk, clock, activity, functions, deadLetters, region };
      return [newStreamPoller(mapping, readerOf(streamArn), around)];
    });
    const store = storeProxy(engine.url, metrics.store, () => {
      for (const poller of pollers) poller.poke();
    });
    const rights = writeRights(cloud);
    const aws = await serveAws(
      {
        dynamodb: (request) => rights(functions.functionOf(request.worker ?? ''), request) ?? store(request),
        s3: (request) => objects.serve(request),
        ses: (request) => mailbox.serve(request),
        states: statesService(machines, clock),
        lambda: lambdaService(functions, invocations),
        events: eventBus.serve,
        secretsmanager: secretsService(cloud.ofType('AWS::SecretsManager::Secret'), disk),
      },
      gate,
      clock,
    );
    undo.push(() => aws.close());
    awsUrl = aws.url;

    const tokens = await openStaffTokens(disk, clock, staffOf(cloud, functions), ...directoryOf(cloud));
    const inbound = inboundOf(cloud, functions);
    const mailIn = await serveMailIn(smtpPort, inbound, objects, invocations, clock).catch(
      explainPort('--smtp-port', smtpPort),
    );
    undo.push(() => mailIn.close());
    const schedules = newSchedules(
      cloud.ofType('AWS::Scheduler::Schedule', 'AWS::Events::Rule'),
      due,
      clock,
      invocations,
    );

    const advance: LocalCloud['advance'] = async (move) => {
      const target = targetOf(typeof move === 'string' ? { advance: move } : move, clock.now());
      const arrived = schedules.advancing(target - clock.now());
      try {
        await due.runUntil(target);
      } finally {
        arrived();
      }
      return clock.iso();
    };
    const allMetrics = (): Metrics => ({
      ...metrics,
      mails: mailbox.count() - mailsBefore,
      invocations: functions.invocations,
    });
    const state = (): LocalState => {
      const executions: Record<string, number> = {};
      for (const { status, waiting } of machines.list()) {
        const name = status === 'RUNNING' && waiting ? 'WAITING' : status;
        executions[name] = (executions[name] ?? 0) + 1;
      }
      return {
        now: clock.iso(),
        quiet: activity.isQuiet(),
        due: due.size(),
        executions,
        deadLetters: deadLetters.all(),
        metrics: allMetrics(),
      };
    };

    undo.push(async () => {
      front.close();
      due.stop();
      for (const poller of pollers) poller.stop();
      // What takes longer than this is taken up again at the next start, as after a kill.
      await Promise.race([activity.whenQuiet(), pause(longestGoodbyeMs, undefined, { ref: false })]);
    });
    machines.resume();
    for (const poller of pollers) poller.start();
    schedules.start();
    due.start();
    const api = httpApi(cloud, functions, tokens, clock);
    const services = { endpoint: awsUrl, region, mailIntake: inbound?.functionName ?? null };
    const local = localRoutes({ mailbox, events: eventBus, tokens, clock, advance, state, services });
    serve = (request, response) => {
      const path = request.url ?? '/';
      const answered =
        path === '/local' || path.startsWith('/local/') ? local(request, response) : api(request, response);
      answered.catch((error: unknown) => {
        console.error(`${request.method ?? ''} failed:`, error);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    };

    return {
      url,
      smtpPort: mailIn.port,
      awsUrl,
      engineUrl: engine.url,
      tableName: [...tables.keys()][0] ?? '',
      output: (key) => cloud.output(key),
      now: clock.iso,
      advance,
      whenQuiet: activity.whenQuiet,
      mailbox,
      events: (type) => eventBus.events(type),
      tokens,
      receiveMail: mailIn.receive,
      async deliverSent(mailId) {
        const mail = mailbox.find(mailId);
        if (!mail) throw new Error(`No mail ${mailId} was sent`);
        return mailIn.receive(Buffer.from(mail.raw, 'base64'), mail.from?.address ?? '', mail.recipients);
      },
      executions: machines.list,
      invoke: functions.invoke,
      calls: gate,
      metrics: allMetrics,
      state,
      stop,
    };
  }
}

const explainPort =
  (flag: string, port: number) =>
  (error: unknown): never => {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Refused(`Port ${port} is in use: stop what uses it, or choose another with ${flag}.`);
    }
    throw error;
  };

const awsServices = ['DYNAMODB', 'S3', 'SES', 'SFN', 'SECRETS_MANAGER', 'EVENTBRIDGE', 'SQS', 'LAMBDA'];

function awsVariables(url: string): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    TZ: ':UTC',
    ...Object.fromEntries(awsServices.map((service) => [`AWS_ENDPOINT_URL_${service}`, url])),
  };
}
