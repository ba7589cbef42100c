import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { memoryAttachmentFiles, memoryAttachments } from '../../functions/adapters/memory/attachments.ts';
import { memoryBeliefs } from '../../functions/adapters/memory/beliefs.ts';
import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { memorySegments } from '../../functions/adapters/memory/segments.ts';
import { memoryCaseStore } from '../../functions/adapters/memory/case-store.ts';
import { memoryCatalogues } from '../../functions/adapters/memory/catalogues.ts';
import { memoryCases } from '../../functions/adapters/memory/cases.ts';
import { memoryCustomers } from '../../functions/adapters/memory/customers.ts';
import { memoryExperiments } from '../../functions/adapters/memory/experiments.ts';
import { memoryKinship } from '../../functions/adapters/memory/kinship.ts';
import { memoryLedger } from '../../functions/adapters/memory/ledger.ts';
import { memoryMailboxes } from '../../functions/adapters/memory/mailboxes.ts';
import { memoryMailStore } from '../../functions/adapters/memory/mail-store.ts';
import {
  memoryApprovals,
  memoryCampaignOffers,
  memoryOffers,
} from '../../functions/adapters/memory/offers.ts';
import { memoryDecisionLog } from '../../functions/adapters/memory/decision-log.ts';
import { memoryPoints } from '../../functions/adapters/memory/points.ts';
import { memoryPostOffice } from '../../functions/adapters/memory/post-office.ts';
import { memorySentMails } from '../../functions/adapters/memory/sent-mails.ts';
import { memorySweeps } from '../../functions/adapters/memory/sweeps.ts';
import { secretDigests } from '../../functions/adapters/system/digests.ts';
import { hmacLinks } from '../../functions/adapters/system/links.ts';
import type { Case } from '../../functions/domain/case/case.ts';
import type { MailVerdicts } from '../../functions/domain/case/ledger.ts';
import { generalModel } from '../../functions/domain/churn/shipped.ts';
import { calendarOf } from '../../functions/domain/clock/firm-calendar.ts';
import type { Customer } from '../../functions/domain/customer/customer.ts';
import { parseMail } from '../../functions/domain/mail/parse.ts';
import { shippedEdition } from '../../functions/domain/offer/default-catalogue.ts';
import type { Offer, OfferAnswer } from '../../functions/domain/offer/offer.ts';
import { RuntimeSettings } from '../../functions/domain/settings.ts';
import type { CaseFile } from '../../functions/ports/cases.ts';
import { readSesEvent } from '../../functions/runtime/ses-event.ts';
import { workflowTask } from '../../functions/runtime/workflow-task.ts';
import { addMessage } from '../../functions/use-cases/add-message.ts';
import { assignOwner } from '../../functions/use-cases/assign-owner.ts';
import { awaitPerson } from '../../functions/use-cases/await-person.ts';
import { climbLadder } from '../../functions/use-cases/climb-ladder.ts';
import { dispatchFact } from '../../functions/use-cases/dispatch-fact.ts';
import { handOver } from '../../functions/use-cases/hand-over.ts';
import { domainOf } from '../../functions/use-cases/mail-writer.ts';
import { makeOffer, remindOffer } from '../../functions/use-cases/make-offer.ts';
import { openComplaint } from '../../functions/use-cases/open-complaint.ts';
import { planRecovery } from '../../functions/use-cases/plan-recovery.ts';
import { receiveMail } from '../../functions/use-cases/receive-mail.ts';
import { recordOfferAnswer } from '../../functions/use-cases/record-offer-answer.ts';
import { resolveCase } from '../../functions/use-cases/resolve-case.ts';
import type { StaffCommand, StaffResult } from '../../functions/use-cases/decide-by-staff.ts';
import { sweep } from '../../functions/use-cases/sweep.ts';
import { thankCustomer } from '../../functions/use-cases/thank-customer.ts';
import { ownJudge } from '../../functions/adapters/system/own-judge.ts';
import { waitingCampaigns } from '../../functions/use-cases/waiting-campaigns.ts';
import { triageCase } from '../../functions/use-cases/triage-case.ts';
import * as contracts from '../../workflows/contracts.ts';
import { aComplaint, idOf, monday } from './case-builders.ts';
import { machineRunner, type Tasks } from './machine-runner.ts';

export interface WorldOptions {
  readonly now?: string;
  readonly customers?: readonly Customer[];
  readonly settings?: Partial<RuntimeSettings>;
  /** Where the holdout draw falls, in [0, 1); by default nobody is held out. */
  readonly draw?: number;
  /** Where the draw among offers falls, in [0, 1). */
  readonly seed?: number;
  /** Each row of the stream comes this often. */
  readonly deliveries?: number;
}

const SECONDS_PER_HOUR = 3600;
const HOURS_PER_DAY = 24;

/**
 * A firm in which the real machines run the real use cases over doubles, in time that a test moves. The sweeper comes
 * once an hour; everything that a step sets in motion has come to rest when the step is over.
 */
export function aWorld(options: WorldOptions = {}) {
  const settings = RuntimeSettings.parse({ ...options.settings });
  const broken = new Map<string, number>();
  const faults = { mailIsDown: false, streamIsDown: false, refusedAddress: '' };
  const store = memoryCaseStore((row) => deliver(row));
  const runner = machineRunner(options.now ?? monday, () => tasks);
  onTestFinished(() => runner.stop());
  const clock = { now: runner.now };
  const keys = () => Promise.resolve(['a key of the test house, long enough']);
  const digests = secretDigests(() => Promise.resolve('a key of the test house, long enough'));
  let ids = 0;
  let draws = 0;
  const customers = memoryCustomers();
  for (const customer of options.customers ?? []) void customers.save(customer, undefined);
  const postOffice = memoryPostOffice(
    () => faults.mailIsDown,
    (to) => to === faults.refusedAddress,
  );
  const mailStore = memoryMailStore(clock.now);
  const work = {
    cases: memoryCases(store, clock.now),
    offers: memoryOffers(store),
    campaignOffers: memoryCampaignOffers(store),
    approvals: memoryApprovals(store),
    beliefs: memoryBeliefs(store),
    ledger: memoryLedger(store),
    sentMails: memorySentMails(store),
    sweeps: memorySweeps(),
    attachments: memoryAttachments(store, clock.now),
    attachmentFiles: memoryAttachmentFiles(clock.now),
    postOffice,
    mailStore,
    mailDomain: domainOf(settings.intakeAddress),
    mailboxes: memoryMailboxes(store),
    links: hmacLinks(keys),
    digests: {
      ...digests,
      // The offer drawn is the best by what is known, unless a test wants another.
      draw: (experiment: string) =>
        Promise.resolve(experiment.startsWith('offer-choice') ? (options.seed ?? 0) : (options.draw ?? 0.99)),
    },
    clock,
    ids: {
      next: (prefix: string) => idOf(prefix, (ids += 1)),
      random: (bytes: number) =>
        createHash('sha256')
          .update(String((draws += 1)))
          .digest()
          .subarray(0, bytes),
    },
    firm: {
      settings,
      calendar: calendarOf(settings),
      publicUrl: 'https://amends.example',
      mailFrom: settings.intakeAddress,
    },
    customers,
    kinship: memoryKinship(customers),
    churnModel: generalModel(),
    points: memoryPoints(store),
    decisions: memoryDecisionLog(store),
    catalogues: memoryCatalogues(store, shippedEdition),
    experiments: memoryExperiments(store.participations),
    ...memoryOutreach(store),
    segments: memorySegments(),
    settings,
  };

  const bound: Tasks = {
    TriageCase: workflowTask({
      ...contracts.triageCase,
      run: ({ caseId }) => triageCase({ ...work, judge: ownJudge }, caseId),
    }),
    PlanRecovery: workflowTask({
      ...contracts.planRecovery,
      run: ({ caseId }) => planRecovery(work, caseId),
    }),
    MakeOffer: workflowTask({ ...contracts.makeOffer, run: (wait) => makeOffer(work, wait) }),
    RemindOffer: workflowTask({ ...contracts.remindOffer, run: (wait) => remindOffer(work, wait) }),
    ResolveCase: workflowTask({ ...contracts.resolveCase, run: ({ caseId }) => resolveCase(work, caseId) }),
    ThankCustomer: workflowTask({
      ...contracts.thankCustomer,
      run: ({ caseId }) => thankCustomer(work, caseId),
    }),
    HandOver: workflowTask({ ...contracts.handOver, run: ({ caseId }) => handOver(work, caseId) }),
    AssignOwner: workflowTask({
      ...contracts.assignOwner,
      run: ({ caseId, round }) => assignOwner(work, caseId, round),
    }),
    AwaitPerson: workflowTask({ ...contracts.awaitPerson, run: (wait) => awaitPerson(work, wait) }),
    ClimbLadder: workflowTask({
      ...contracts.climbLadder,
      run: ({ caseId, round }) => climbLadder(work, caseId, round),
    }),
  };
  const tasks: Tasks = Object.fromEntries(
    Object.entries(bound).map(([name, run]) => [
      name,
      (payload: unknown) => {
        const left = broken.get(name) ?? 0;
        if (left === 0) return run(payload);
        broken.set(name, left - 1);
        return Promise.reject(Object.assign(new Error('out of order'), { name: 'OutOfOrder' }));
      },
    ]),
  );

  let arrived = Promise.resolve();
  function deliver(row: object): void {
    if (faults.streamIsDown) return;
    const image: unknown = JSON.parse(JSON.stringify(row));
    const before = arrived;
    arrived = runner.during(async () => {
      await before;
      for (let time = 0; time < (options.deliveries ?? 1); time += 1)
        await dispatchFact(
          { ...work, waiting: () => waitingCampaigns(work), machines: runner.machines },
          image,
        );
    });
  }
  /** Does something and waits until all that it set in motion is done. */
  const step = async <T>(doing: () => Promise<T>): Promise<T> => {
    const result = await doing();
    await runner.quiet();
    return result;
  };

  const file = async (caseId: string): Promise<CaseFile> => {
    const found = await work.cases.file(caseId);
    if (!found) throw new Error(`there is no ${caseId}`);
    return found;
  };
  const offer = async (caseId: string): Promise<Offer> => {
    const { offerId } = (await file(caseId)).case;
    const found = offerId === undefined ? undefined : await work.offers.byId(offerId);
    if (!found) throw new Error(`${caseId} has no offer`);
    return found;
  };

  const world = {
    store,
    work,
    faults,
    runner,
    file,
    offer,
    case: async (caseId: string): Promise<Case> => (await file(caseId)).case,
    facts: async (caseId: string): Promise<string[]> =>
      (await file(caseId)).facts.map(({ happened }) => happened.type),

    /** @returns the id of the case that the complaint became */
    customerComplains: (complaint = aComplaint()): Promise<string> =>
      step(async () => {
        const receipt = await openComplaint(work, complaint);
        if (receipt.kind !== 'received') throw new Error(`the complaint was ${receipt.kind}`);
        return receipt.caseId;
      }),
    customerAnswers: (caseId: string, answer: OfferAnswer) =>
      step(async () => recordOfferAnswer(work, (await offer(caseId)).id, answer)),
    customerWrites: (caseId: string, text: string) =>
      step(() => addMessage(work, caseId, { channel: 'link', text })),
    mailArrives: (
      messageId: string,
      raw: string,
      recipients = [settings.intakeAddress],
      said: { readonly sender?: string; readonly verdicts?: Partial<MailVerdicts> } = {},
    ) =>
      step(() => {
        mailStore.put(messageId, raw);
        return receiveMail(work, {
          messageId,
          sender: said.sender ?? '',
          recipients,
          verdicts: {
            ...{ spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
            ...said.verdicts,
          },
        });
      }),
    /** The same when the event was lost and the message is taken in later. */
    mailWasMissed: (messageId: string, raw: string) =>
      step(() => {
        mailStore.put(messageId, raw);
        const [received] = readSesEvent({ replay: { messageId } });
        if (!received) throw new Error('nothing to replay');
        return receiveMail(work, received);
      }),
    /** Somebody of the staff acts on the case as it is now. */
    staffDoes: <Result = StaffResult>(
      who: string,
      caseId: string,
      act: (deps: typeof work, command: StaffCommand) => Promise<Result>,
    ): Promise<Result> =>
      step(async () => {
        const by = settings.staff.find(({ id }) => id === who);
        if (!by) throw new Error(`${who} does not work here`);
        return act(work, { caseId, by, version: (await file(caseId)).case.version });
      }),

    hoursPass: async (hours: number): Promise<void> => {
      for (let hour = 0; hour < hours; hour += 1) {
        await runner.secondsPass(SECONDS_PER_HOUR);
        await step(() => sweep(work));
      }
    },
    daysPass: (days: number): Promise<void> => world.hoursPass(days * HOURS_PER_DAY),

    /** The task fails this often from now on. */
    breakTask: (name: string, times = Infinity): void => void broken.set(name, times),

    /** Purposes of the mails that reached an address, oldest first. */
    async mailsTo(address: string): Promise<string[]> {
      const mails = await world.lettersTo(address);
      return mails.map(({ purpose }) => purpose);
    },
    lettersTo: (address: string) =>
      Promise.all(
        postOffice.posted
          .filter(({ to }) => to === address)
          .map(async ({ raw }) => ({
            purpose: /^X-Amends: *(\S+)/im.exec(raw)?.[1] ?? '',
            ...(await parseMail(new TextEncoder().encode(raw))),
          })),
      ),
  };

  return world;
}
export type World = ReturnType<typeof aWorld>;
