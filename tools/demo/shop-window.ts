import { createTransport } from 'nodemailer';
import * as z from 'zod';
import type { LocalCloud } from '../../local/local-cloud.ts';

const receiptSchema = z.object({
  caseId: z.string(),
  caseNumber: z.string(),
  statusUrl: z.string(),
  answerBy: z.string(),
});
const mailSchema = z.object({
  id: z.string(),
  to: z.array(z.object({ address: z.string() })),
  subject: z.string(),
  text: z.string(),
  headers: z.unknown(),
});
const mailsSchema = z.object({ mails: z.array(mailSchema) });
const eventsSchema = z.object({
  events: z.array(z.object({ type: z.string(), detail: z.looseObject({ offerId: z.string().optional() }) })),
});
export type DemoMail = z.infer<typeof mailSchema>;

const detailSchema = z.looseObject({
  id: z.string(),
  number: z.string(),
  status: z.string(),
  kind: z.string(),
  category: z.string().nullable(),
  severity: z.number().nullable(),
  owner: z.string().nullable(),
  queue: z.string().nullable(),
  version: z.number(),
  rootCause: z.string().nullable(),
  assessment: z.object({ tier: z.string(), probability: z.number(), band: z.string() }).nullable(),
  riskReasons: z.array(z.object({ text: z.string() })),
  remedy: z
    .object({ rule: z.string(), kind: z.string(), text: z.object({ en: z.string(), 'zh-Hans': z.string() }) })
    .nullable(),
  offer: z
    .looseObject({
      id: z.string(),
      catalogueId: z.string(),
      status: z.string(),
      title: z.string(),
      grant: z.looseObject({ state: z.string() }).optional(),
    })
    .nullable(),
  person: z
    .looseObject({ reasons: z.array(z.string()), reasonWords: z.array(z.string()), dueAt: z.string() })
    .nullable(),
  rankedOffers: z.array(z.looseObject({ title: z.string(), handling: z.string() })),
  facts: z.array(z.looseObject({ type: z.string(), at: z.string() })),
});
export type CaseDetail = z.infer<typeof detailSchema>;

/** Amends as people outside meet it: its HTTP, its SMTP, the mail they get. Nothing here reaches behind the counter. */
export interface ShopWindow {
  complain(form: Readonly<Record<string, unknown>>): Promise<z.infer<typeof receiptSchema>>;
  write(mail: { readonly from: string; readonly raw: Buffer }): Promise<void>;
  mailsTo(address: string): Promise<readonly DemoMail[]>;
  answerOffer(mail: DemoMail, answer: string): Promise<number>;
  /** What billing says became of an accepted offer. @returns the HTTP status */
  answerGrant(offerId: string, result: 'applied' | 'failed'): Promise<number>;
  /** Types of what the firm's other systems were told about one offer, in order. */
  toldOf(offerId: string): Promise<readonly string[]>;
  detail(caseId: string): Promise<CaseDetail>;
  caseOf(address: string): Promise<CaseDetail | undefined>;
  act(record: CaseDetail, action: string, body?: object): Promise<CaseDetail>;
}

export function openShopWindow(cloud: LocalCloud): ShopWindow {
  const smtp = createTransport({
    host: '127.0.0.1',
    port: cloud.smtpPort,
    secure: false,
    tls: { rejectUnauthorized: false },
  });

  async function tokenFor(group: string): Promise<string> {
    const answer = await fetch(`${cloud.url}/local/token`, {
      method: 'POST',
      body: JSON.stringify({ group }),
    });
    return z.object({ token: z.string() }).parse(await answer.json()).token;
  }

  async function staff(
    path: string,
    init: Pick<RequestInit, 'method' | 'body'> & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<unknown> {
    // Asked for anew each time: the demo moves the clock past a token's life.
    const token = await tokenFor('handler');
    const answer = await fetch(`${cloud.url}/api/staff/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
    });
    if (!answer.ok)
      throw new Error(`${init.method ?? 'GET'} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  const detail = async (caseId: string): Promise<CaseDetail> =>
    detailSchema.parse(await staff(`cases/${caseId}`));

  return {
    async complain(form) {
      const answer = await fetch(`${cloud.url}/api/complaints`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ consent: { privacy: true }, ...form }),
      });
      if (answer.status !== 201)
        throw new Error(`POST /api/complaints: ${answer.status} ${await answer.text()}`);
      const receipt = receiptSchema.parse(await answer.json());
      await cloud.whenQuiet();
      return receipt;
    },

    async write({ from, raw }) {
      await smtp.sendMail({ envelope: { from, to: 'complaints@amends.localhost' }, raw });
      await cloud.whenQuiet();
    },

    async mailsTo(address) {
      const answer = await fetch(`${cloud.url}/local/mailbox?to=${encodeURIComponent(address)}`, {
        headers: { accept: 'application/json' },
      });
      return mailsSchema.parse(await answer.json()).mails;
    },

    async answerOffer(mail, answer) {
      const offerToken = /\/offer\/#(\S+)/.exec(mail.text)?.[1];
      if (offerToken === undefined) throw new Error(`no offer link in "${mail.subject}"`);
      const result = await fetch(`${cloud.url}/api/offers/${offerToken}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ answer }),
      });
      await cloud.whenQuiet();
      return result.status;
    },

    async answerGrant(offerId, result) {
      const answer = await fetch(`${cloud.url}/api/staff/offers/${offerId}/fulfilment`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await tokenFor('handler')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ result, reference: `CN-${offerId}` }),
      });
      await cloud.whenQuiet();
      return answer.status;
    },

    async toldOf(offerId) {
      const answer = await fetch(`${cloud.url}/local/events`);
      return eventsSchema
        .parse(await answer.json())
        .events.filter(({ detail: about }) => about.offerId === offerId)
        .map(({ type }) => type);
    },

    detail,

    async caseOf(address) {
      const page = z
        .object({
          items: z.array(z.looseObject({ id: z.string(), customer: z.object({ email: z.string() }) })),
        })
        .parse(await staff('cases'));
      const found = page.items.find((one) => one.customer.email === address);
      return found && detail(found.id);
    },

    async act(record, action, body = {}) {
      const { version } = await detail(record.id);
      await staff(`cases/${record.id}/${action}`, {
        method: 'POST',
        headers: { 'if-match': `"v${version}"` },
        body: JSON.stringify(body),
      });
      await cloud.whenQuiet();
      return detail(record.id);
    },
  };
}
