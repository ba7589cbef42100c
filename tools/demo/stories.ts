import iconv from 'iconv-lite';
import type { LocalCloud } from '../../local/local-cloud.ts';
import type { Checks } from './checks.ts';
import { people, type DemoCustomer } from './people.ts';
import type { CaseDetail, DemoMail, ShopWindow } from './shop-window.ts';

interface Stage {
  readonly cloud: LocalCloud;
  readonly window: ShopWindow;
  readonly checks: Checks;
  readonly say: (line: string) => void;
}

const late = {
  subject: 'Parcel two weeks late',
  body: 'My parcel arrived two weeks late and nobody told me anything. I am annoyed.',
};

const typesOf = (record: CaseDetail): readonly string[] => record.facts.map((fact) => fact.type);

/** Ordinary customers complain until chance has shown both arms: one who is made an offer, one of the holdout. */
export async function ordinaryCustomer({ window, checks, say }: Stage): Promise<void> {
  say('An ordinary customer complains by form, in English');
  let offered: { customer: DemoCustomer; record: CaseDetail } | undefined;
  let heldOut: { customer: DemoCustomer; record: CaseDetail } | undefined;
  for (const customer of people.english) {
    const receipt = await window.complain({ name: customer.name, email: customer.email, ...late });
    const record = await window.detail(receipt.caseId);
    if (record.status === 'awaiting-customer') offered ??= { customer, record };
    if (
      record.facts.some(
        (fact) => fact.type === 'OfferDecided' && JSON.stringify(fact).includes('"arm":"holdout"'),
      )
    )
      heldOut ??= { customer, record };
    if (offered && heldOut) break;
  }
  tell(say, offered?.record);
  checks.see(
    'the remedy was granted and an offer made',
    offered?.record.remedy?.kind === 'refund-fee' && offered.record.offer?.status === 'open',
  );
  if (offered) {
    const mails = await window.mailsTo(offered.customer.email);
    const [acknowledgement, decision] = mails;
    checks.see(
      'acknowledged, then told what is owed and offered, in that order',
      mails.length === 2 &&
        (decision?.text.indexOf('refund') ?? -1) >= 0 &&
        (decision?.text.indexOf('refund') ?? 0) < (decision?.text.indexOf('/offer/#') ?? 0),
      `${acknowledgement?.subject ?? ''} · ${decision?.subject ?? ''}`,
    );
    if (decision) {
      checks.see('the offer was accepted by link', (await window.answerOffer(decision, 'accept')) === 200);
      checks.see(
        'a second answer is told the first stands',
        (await window.answerOffer(decision, 'decline')) === 409,
      );
    }
    const closed = await window.detail(offered.record.id);
    checks.see(
      'closed, root cause by rule, three mails',
      closed.status === 'closed' &&
        closed.rootCause === 'by rule' &&
        (await window.mailsTo(offered.customer.email)).length === 3,
    );
    await fulfilment({ window, checks }, closed);
    if (decision) await cancelAfterwards({ window, checks }, offered, decision);
  }
  say('');
  say('A customer of the holdout complains about the same');
  tell(say, heldOut?.record);
  checks.see(
    'the same remedy, no offer',
    heldOut?.record.remedy?.text.en === offered?.record.remedy?.text.en && heldOut?.record.offer === null,
    heldOut?.record.status ?? 'nobody was drawn',
  );
  checks.see(
    'the case is resolved and the customer told',
    heldOut?.record.status === 'resolved' && (await window.mailsTo(heldOut.customer.email)).length === 2,
  );
}

/** A voucher and points are given with the acceptance; anything else is asked of billing, who may answer twice. */
async function fulfilment(
  { window, checks }: Pick<Stage, 'window' | 'checks'>,
  record: CaseDetail,
): Promise<void> {
  const offerId = record.offer?.id ?? '';
  const told = await window.toldOf(offerId);
  const isAsked = record.offer?.grant?.state === 'requested';
  checks.see(
    isAsked ? 'billing was asked once to give what was accepted' : 'what was accepted was given at once',
    told.includes('OfferAccepted') &&
      told.filter((type) => type === (isAsked ? 'OfferGrantRequested' : 'OfferGranted')).length === 1,
    told.join(', '),
  );
  if (!isAsked) return;
  const answers = [
    await window.answerGrant(offerId, 'applied'),
    await window.answerGrant(offerId, 'applied'),
  ];
  checks.see(
    'billing answered twice, and it was granted once',
    answers.every((status) => status === 200) &&
      (await window.toldOf(offerId)).filter((type) => type === 'OfferGranted').length === 1,
    answers.join(', '),
  );
}

async function cancelAfterwards(
  { window, checks }: Pick<Stage, 'window' | 'checks'>,
  { customer, record }: { readonly customer: DemoCustomer; readonly record: CaseDetail },
  mail: DemoMail,
): Promise<void> {
  const status = await window.answerOffer(mail, 'cancel-contract');
  const confirmation = (await window.mailsTo(customer.email)).at(-1);
  const cancelled = await window.detail(record.id);
  checks.see(
    'the contract was cancelled by the same link, after the offer was accepted, and confirmed at once',
    status === 200 &&
      /cancel/i.test(confirmation?.subject ?? '') &&
      cancelled.status === 'with-person' &&
      cancelled.offer?.status === 'accepted',
    confirmation?.subject ?? '',
  );
}

export async function chineseCustomer({ window, checks, say }: Stage): Promise<void> {
  say('');
  say('A customer complains by mail, in Chinese (GB18030)');
  for (const customer of people.chinese) {
    await window.write({ from: customer.email, raw: chineseMail(customer) });
    const record = await window.caseOf(customer.email);
    // Chance may have put this one into the holdout: the next one writes too.
    if (record?.status !== 'awaiting-customer') continue;
    tell(say, record);
    const decision = (await window.mailsTo(customer.email)).at(-1);
    checks.see('the offer came in Chinese', /优惠|方案/.test(decision?.text ?? ''), decision?.subject ?? '');
    if (decision) checks.see('declined by link', (await window.answerOffer(decision, 'decline')) === 200);
    const declined = await window.detail(record.id);
    checks.see(
      "in a person's queue, saying why",
      declined.status === 'with-person' && declined.queue === 'complaints',
      declined.person?.reasonWords.join(', ') ?? '',
    );
    await window.act(declined, 'claim');
    const resolved = await window.act(declined, 'resolve', {
      rootCause: '物流延误',
      message: '我们已与您联系并安排重新配送，感谢您的耐心。',
    });
    checks.see('resolved by the person', resolved.status === 'resolved', `owner ${resolved.owner ?? ''}`);
    return;
  }
  checks.see('a Chinese customer was made an offer', false, 'all twelve were held out');
}

function chineseMail(customer: DemoCustomer): Buffer {
  const text = '我的快递晚了两个星期才送到，一直没有人通知我，非常失望。请给我一个说法。';
  const encoded = (value: string): string =>
    `=?GB18030?B?${iconv.encode(value, 'gb18030').toString('base64')}?=`;
  return Buffer.concat([
    Buffer.from(
      [
        `From: ${encoded(customer.name)} <${customer.email}>`,
        'To: complaints@amends.localhost',
        `Subject: ${encoded('快递迟到两周')}`,
        `Message-ID: <${customer.customerId}@mail.example.org>`,
        'Date: Mon, 23 Nov 2026 09:35:00 +0000',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=GB18030',
        'Content-Transfer-Encoding: 8bit',
        '',
        '',
      ].join('\r\n'),
    ),
    iconv.encode(`${text}\r\n`, 'gb18030'),
  ]);
}

export async function diamondCustomer({ cloud, window, checks, say }: Stage): Promise<void> {
  say('');
  say('A diamond customer complains');
  const { name, email } = people.diamond;
  const receipt = await window.complain({ name, email, ...late });
  const record = await window.detail(receipt.caseId);
  tell(say, record);
  const owner = record.owner ?? '';
  checks.see(
    'escalated to an owner who was told by mail',
    record.status === 'with-person' &&
      (await window.mailsTo(`${owner}@amends.localhost`)).some((mail) =>
        mail.subject.includes(record.number),
      ),
    owner,
  );
  checks.see(
    'got what is owed at once, without an offer',
    (await window.mailsTo(email)).at(-1)?.text.includes('/offer/#') === false && record.remedy !== null,
  );
  checks.see(
    'the person sees ranked offers',
    record.rankedOffers.some((offer) => offer.handling !== 'not-possible'),
    record.rankedOffers[0]?.title ?? '',
  );
  await window.act(record, 'claim');
  const resolved = await window.act(record, 'resolve', {
    rootCause: 'courier lost the route',
    message: 'I have called the courier; this will not happen again.',
  });
  checks.see(
    'acknowledged and resolved',
    typesOf(resolved).includes('CaseAcknowledged') && resolved.status === 'resolved',
  );

  say('');
  say('A diamond customer complains and nobody reacts');
  const silent = await window.complain({
    name: people.unanswered.name,
    email: people.unanswered.email,
    ...late,
  });
  await cloud.advance('P1D');
  const climbed = await window.detail(silent.caseId);
  checks.see(
    'the case climbed to the duty mailbox',
    (await window.mailsTo('duty@amends.localhost')).some((mail) => mail.subject.includes(climbed.number)),
    `${typesOf(climbed).filter((type) => type === 'LadderClimbed').length} rungs`,
  );
}

export async function stranger({ window, checks, say }: Stage): Promise<void> {
  say('');
  say('A stranger reports a danger');
  const receipt = await window.complain({
    name: 'Nobody Known',
    email: 'stranger@example.net',
    subject: 'Your charger caught fire',
    body: 'The charger I bought caught fire last night and burned my hand. This is dangerous.',
  });
  const record = await window.detail(receipt.caseId);
  tell(say, record);
  checks.see(
    'in front of a person at once',
    record.status === 'with-person' && record.person?.reasons.includes('flag-safety') === true,
    record.person?.reasonWords.join(', ') ?? '',
  );
}

export async function outOfOffice({ window, checks, say }: Stage): Promise<void> {
  say('');
  say('An out-of-office mail comes in');
  const from = 'away@example.net';
  await window.write({
    from,
    raw: Buffer.from(
      `From: Away <${from}>\r\nTo: complaints@amends.localhost\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\nMessage-ID: <ooo-1@example.net>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\nI am away until Monday.\r\n`,
    ),
  });
  checks.see(
    'no answer was sent and no case opened',
    (await window.mailsTo(from)).length === 0 && (await window.caseOf(from)) === undefined,
  );
}

export async function campaign({ cloud, window, checks, say }: Stage): Promise<void> {
  say('');
  say('The weekly campaign runs; nine customers are at risk, one of them has an open complaint');
  const { complaining, atRisk } = people;
  // An injury keeps the case open until a person has looked at it.
  await window.complain({
    name: complaining.name,
    email: complaining.email,
    subject: 'I was hurt',
    body: 'The lamp exploded and cut my face. I was injured.',
  });
  await cloud.advance('P7D');
  const marketing = async (address: string): Promise<number> =>
    (await window.mailsTo(address)).filter((mail) =>
      JSON.stringify(mail.headers).toLowerCase().includes('list-unsubscribe'),
    ).length;
  const mailed = await Promise.all(atRisk.map((customer) => marketing(customer.email)));
  const reached = mailed.filter((count) => count === 1).length;
  checks.see(
    'one mail to each customer at risk, but for the holdout',
    reached > 0 && mailed.every((count) => count <= 1),
    `${reached} of ${mailed.length}`,
  );
  checks.see('none to the one with an open complaint', (await marketing(complaining.email)) === 0);
}

/** One case in a few lines: triage, risk with reasons, what is owed, what was offered, who has it. */
function tell(say: (line: string) => void, record: CaseDetail | undefined): void {
  if (!record) return;
  const rows: readonly (readonly [string, string])[] = [
    ['case', `${record.number}  ${record.status}`],
    ['triage', `${record.kind}, ${record.category ?? '?'}, severity ${record.severity ?? '?'}`],
    [
      'risk',
      record.assessment
        ? `${(record.assessment.probability * 100).toFixed(0)} % (${record.assessment.band}), tier ${record.assessment.tier}`
        : '—',
    ],
    ...record.riskReasons.slice(0, 2).map((reason) => ['', reason.text] as const),
    ['owed', record.remedy ? record.remedy.text.en : '—'],
    ['offer', record.offer ? `${record.offer.title} (${record.offer.status})` : '—'],
    [
      'person',
      record.person
        ? `${record.owner ?? 'nobody yet'}, due ${record.person.dueAt}: ${record.person.reasonWords.join(', ')}`
        : '—',
    ],
  ];
  for (const [label, value] of rows) say(`    ${label.padEnd(7)} ${value}`);
}
