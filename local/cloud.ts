import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newActivity } from './activity.ts';
import { targetOf } from './advance.ts';
import { newAsyncInvocations } from './async-invocations.ts';
import { serveAws } from './aws-endpoint.ts';
import { awsVariables } from './aws-variables.ts';
import { newCallGate } from './call-gate.ts';
import { claimFolder } from './claim-folder.ts';
import { startClock } from './clock.ts';
import { corsOf } from './cors.ts';
import { openDeadLetters } from './dead-letters.ts';
import { openDisk } from './disk.ts';
import { openEventBus } from './event-bus.ts';
import { newEventRules } from './event-rules.ts';
import { openDueList } from './due-list.ts';
import { createTables, startEngine } from './dynamodb.ts';
import { bindFrontDoor } from './front-door.ts';
import { deployFunctions } from './functions.ts';
import { directoryOf, inboundOf, machinesOf, staffOf } from './from-template.ts';
import { httpApi } from './http-api.ts';
import type { LocalCloud, LocalCloudOptions } from './local-cloud.ts';
import { lambdaService } from './lambda-service.ts';
import { localRoutes } from './local-routes.ts';
import { countExecutions, type LocalState, type Metrics } from './local-state.ts';
import { newMailFeedback } from './mail-feedback.ts';
import { serveMailIn } from './mail-in.ts';
import { openMailbox } from './mail-out.ts';
import { openMachines } from './machines.ts';
import { portTaken } from './refused.ts';
import { openObjectStore } from './s3.ts';
import { newSchedules } from './schedules.ts';
import { secretsService } from './secrets.ts';
import { openStaffTokens } from './staff-tokens.ts';
import { statesService } from './states-service.ts';
import { storeProxy } from './store-proxy.ts';
import { writeRights } from './write-rights.ts';
import { newStreamPollers } from './streams.ts';
import { synthesize } from './synth.ts';
import { readCloud } from './template.ts';

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

    const front = await bindFrontDoor(port);
    undo.push(() => front.close());
    const { url } = front;
    const template = options.template ?? (await synthesize(options));
    const cloud = readCloud(template, { region, accountId, apiUrl: url });

    const engine = await startEngine(dataDir);
    undo.push(() => engine.stop());
    const tables = await createTables(
      engine.url,
      cloud.ofType('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'),
    );

    const buckets = new Map(cloud.ofType('AWS::S3::Bucket').map((one) => [one.ref, corsOf(one)]));
    const objects = openObjectStore(join(dataDir, 'objects'), buckets, disk, clock);
    let rules: ReturnType<typeof newEventRules> = () => undefined;
    const tellRules: typeof rules = (event) => rules(event);
    const mailbox = openMailbox(disk, clock, region, newMailFeedback(tellRules, clock));
    const eventBus = openEventBus(disk, clock, tellRules);
    const metrics = { store: { requests: {}, writeUnits: 0, readUnits: 0 }, transitions: 0 };
    const mailsBefore = mailbox.count();

    let awsUrl = '';
    const functions = deployFunctions(
      cloud.ofType('AWS::Lambda::Function'),
      ({ ref }) => `arn:aws:lambda:${region}:${accountId}:function:${ref}`,
      {
        cloud,
        activity,
        time: clock.shared,
        logs: join(dataDir, 'logs'),
        variables: () => awsVariables(awsUrl, region),
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
    const mappings = cloud.ofType('AWS::Lambda::EventSourceMapping');
    const around = { disk, clock, activity, functions, deadLetters, region };
    const pollers = newStreamPollers(mappings, tables, engine.url, around);
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
      portTaken('--smtp-port', smtpPort),
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
    const state = (): LocalState => ({
      now: clock.iso(),
      quiet: activity.isQuiet(),
      due: due.size(),
      executions: countExecutions(machines.list()),
      deadLetters: deadLetters.all(),
      metrics: allMetrics(),
    });

    undo.push(async () => {
      front.shut();
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
    front.open(local, api);

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
