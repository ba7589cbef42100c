import { expect, test } from 'vitest';
import type { MailRecord } from '../../functions/domain/case/mail-record.ts';
import { planCampaign } from '../../functions/use-cases/plan-campaign.ts';
import { sendCampaignShard } from '../../functions/use-cases/send-campaign-shard.ts';
import { startCampaign } from '../../functions/use-cases/start-campaign.ts';
import { aCustomer } from '../support/case-builders.ts';
import { aWorld, type World } from '../support/world.ts';
import { aCampaignFirm, NOW } from '../support/campaign-firm.ts';

const ann = 'ann@example.org';

/** The worker ends after each mail has gone and before that is written down, as often as said. */
function endsBeforeRecord(world: World, times = 1): void {
  const ended = new Map<string, number>();
  const confirm = world.work.sentMails.confirm.bind(world.work.sentMails);
  world.work.sentMails.confirm = async (record: MailRecord, ...rest) => {
    const name = `${record.caseId} ${record.purpose} ${record.number}`;
    ended.set(name, (ended.get(name) ?? 0) + 1);
    if ((ended.get(name) ?? 0) <= times) throw new Error('the worker ended');
    return confirm(record, ...rest);
  };
}

/** Letters by our own id, each with what a customer can tell one from another by. */
async function copiesTo(world: World, address: string) {
  const letters = await world.lettersTo(address);
  return Map.groupBy(
    letters.map(({ subject, text, html, replyTo, inReplyTo, references }) => ({
      id: references.at(-1) ?? '',
      said: { subject, text, html, replyTo, inReplyTo },
    })),
    ({ id }) => id,
  );
}

test('a mail on a case whose worker ends before the record comes twice, with the same words, link and offer', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  endsBeforeRecord(world);
  const id = await world.customerComplains();
  await world.daysPass(8);
  await world.customerAnswers(id, 'accept');
  await world.daysPass(1);

  const copies = await copiesTo(world, ann);
  expect([...copies.keys()].map((own) => own.split('.')[1])).toEqual([
    'acknowledgement',
    'decision',
    'offer-reminder',
    'closing',
  ]);
  for (const [own, letters] of copies) {
    expect(letters, own).toHaveLength(2);
    expect(letters[1]?.said, own).toEqual(letters[0]?.said);
  }
  const offers = [...copies.values()]
    .flat()
    .flatMap(({ said }) => said.text.match(/\S+\/offer\/#\S+/g) ?? []);
  expect(new Set(offers).size).toBe(1);
  expect((await world.file(id)).mails.every(({ status }) => status === 'sent')).toBe(true);
});

test('what no retry of the step got written down, the sweeper sends again, without an offer taken back meanwhile', async () => {
  const world = aWorld({ customers: [aCustomer()] });
  endsBeforeRecord(world, 12);
  const id = await world.customerComplains();
  // A sweep that could not do all says so, after the rest, and comes again.
  const failed: unknown[] = [];
  for (let hour = 0; hour < 72; hour += 1)
    await world.hoursPass(1).catch((failure: unknown) => failed.push(failure));
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.every((failure) => failure instanceof AggregateError)).toBe(true);

  const copies = await copiesTo(world, ann);
  expect(copies.size).toBe(2);
  for (const [own, letters] of copies) {
    const [first] = letters;
    const again = (offer: boolean) =>
      letters.filter(({ said }) => said.text.includes('/offer/#') === offer).map(({ said }) => said);
    // The machine gave up at last, and a person has the case: what we owe stands in every copy.
    for (const { said } of letters)
      expect(said.text.split('\n')[0], own).toBe(first?.said.text.split('\n')[0]);
    for (const isWithOffer of [true, false])
      for (const said of again(isWithOffer)) expect(said, own).toEqual(again(isWithOffer)[0]);
  }
  expect((await world.offer(id)).status).toBe('withdrawn');
  expect([...copies.values()].at(-1)?.at(-1)?.said.text).not.toContain('/offer/#');
  const { mails } = await world.file(id);
  expect(mails.filter(({ status }) => status !== 'sent')).toEqual([]);
});

test('a campaign whose worker ends between any mail and its record never sends one twice', async () => {
  for (let endsAt = 1; endsAt <= 4; endsAt += 1) {
    const firm = aCampaignFirm();
    for (let n = 0; n < 4; n += 1) await firm.hasCustomer(String(n));
    const dying = {
      ...firm,
      postOffice: {
        send: async (mail: { to: string; raw: Uint8Array }) => {
          const answer = await firm.postOffice.send(mail);
          if (firm.outbox.length === endsAt) throw new Error('the worker ended');
          return answer;
        },
      },
    };
    const { campaignId } = await startCampaign(firm, NOW);
    const { shards } = await planCampaign(firm, campaignId);
    for (const shard of shards) await sendCampaignShard(dying, shard).catch(() => undefined);
    await firm.work(campaignId);

    expect(firm.outbox.map(({ to }) => to).sort()).toEqual([0, 1, 2, 3].map((n) => `${n}@example.org`));
    expect((await firm.campaigns.byId(campaignId))?.counts).toMatchObject({ sent: 3, unconfirmed: 1 });
  }
});
