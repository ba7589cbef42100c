import { randomBytes } from 'node:crypto';
import PostalMime, { type Address, type Email } from 'postal-mime';
import * as z from 'zod';
import type { AwsRequest, AwsResponse } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';
import type { TakenMail } from './mail-feedback.ts';
import { xml } from './xml.ts';

const MailAddress = z.object({ name: z.string(), address: z.string() });
type MailAddress = z.infer<typeof MailAddress>;

const SentMail = z.object({
  /** As SES names it: `<id@email.amazonses.com>` is its Message-ID. */
  id: z.string(),
  /** Virtual time, ISO 8601. */
  at: z.string(),
  from: MailAddress.nullable(),
  to: z.array(MailAddress),
  /** Everyone it was delivered to, blind copies too. */
  recipients: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** By lower-case name; of a header that occurs more than once the values joined by ", ". */
  headers: z.record(z.string(), z.string()),
  attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), size: z.number() })),
  /** The message as sent, base64. */
  raw: z.string(),
});
export type SentMail = z.infer<typeof SentMail>;

/** What Amends has sent. All of it lies on the disk: a campaign sends more than fits into memory. */
export interface Mailbox {
  /** Oldest first. @param to only mails delivered to this address */
  mails(to?: string): readonly SentMail[];
  /** So many of all mails, oldest first. @param after id of the mail before them */
  page(limit: number, after?: string): readonly SentMail[];
  /** So many of all mails, newest first. */
  latest(limit: number): readonly SentMail[];
  find(id: string): SentMail | undefined;
  /** How many were sent so far. */
  count(): number;
}

/** Largest message SES takes: 40 MB after encoding. */
const largestMessage = 40 * 1024 * 1024;

/**
 * SES: takes `SendRawEmail` (Query protocol) and keeps the message. As SES does, it replaces the
 * Message-ID by one of its own and answers that.
 * @param taken hears of every mail once it is kept
 */
export function openMailbox(
  disk: Disk,
  clock: Clock,
  region: string,
  taken: (mail: TakenMail) => void = () => undefined,
): Mailbox & { serve: (request: AwsRequest) => Promise<AwsResponse> } {
  const shelf = disk.shelf('mail', SentMail);
  /** `address id` of every recipient. */
  const delivered = disk.shelf('mail-to', z.null());
  let count = shelf.count();
  const host = region === 'us-east-1' ? 'email.amazonses.com' : `${region}.amazonses.com`;

  async function accept(raw: Buffer, destinations: readonly string[]): Promise<SentMail> {
    const seconds = clock.now().toString(16).padStart(16, '0');
    const id = `${seconds}-${randomBytes(4).toString('hex')}-${randomBytes(10).toString('hex')}-000000`;
    const replaced = withMessageId(raw, `<${id}@${host}>`);
    const email = await PostalMime.parse(new Uint8Array(replaced));
    const to = addresses(email.to);
    const named = [...to, ...addresses(email.cc), ...addresses(email.bcc)].map(({ address }) => address);
    const mail: SentMail = {
      id,
      at: clock.iso(),
      from: addresses(email.from ? [email.from] : []).at(0) ?? null,
      to,
      recipients: destinations.length > 0 ? [...destinations] : named,
      subject: email.subject ?? '',
      text: email.text ?? '',
      html: email.html ?? '',
      headers: headersOf(email),
      attachments: email.attachments.map(({ filename, mimeType, content }) => ({
        filename: filename ?? '',
        contentType: mimeType,
        size: typeof content === 'string' ? content.length : content.byteLength,
      })),
      raw: replaced.toString('base64'),
    };
    disk.together(() => {
      shelf.put(id, mail);
      for (const address of new Set([...mail.recipients, ...to.map((one) => one.address)]))
        delivered.put(`${address.toLowerCase()} ${id}`, null);
    });
    count += 1;
    return mail;
  }

  return {
    mails(to) {
      if (to === undefined) return shelf.all();
      const start = `${to.toLowerCase()} `;
      return delivered.ids(start).flatMap((id) => shelf.get(id.slice(start.length)) ?? []);
    },
    page: (limit, after) => shelf.page(limit, after),
    latest: (limit) => shelf.latest(limit),
    find: (id) => shelf.get(id),
    count: () => count,
    async serve({ operation, body }) {
      const form = new URLSearchParams(body.toString('utf8'));
      if (operation === 'GetSendQuota') {
        return answer(
          operation,
          '<Max24HourSend>50000</Max24HourSend><MaxSendRate>14</MaxSendRate><SentLast24Hours>0</SentLast24Hours>',
        );
      }
      if (operation !== 'SendRawEmail')
        return refused('InvalidAction', `Not done on the laptop: ${operation}`);
      const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
      if (raw.length === 0) return refused('InvalidParameterValue', 'Missing RawMessage.Data');
      if (raw.length > largestMessage)
        return refused('InvalidParameterValue', 'Message length is more than 41943040 bytes long');
      const destinations = [...form]
        .filter(([name]) => name.startsWith('Destinations.member.'))
        .map(([, value]) => bare(value));
      const { id, recipients, headers } = await accept(raw, destinations);
      taken({
        id,
        recipients,
        configurationSet: form.get('ConfigurationSetName') ?? '',
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      });
      return answer(operation, `<MessageId>${id}</MessageId>`);
    },
  };
}

const bare = (address: string): string => /<([^>]+)>/.exec(address)?.[1] ?? address;

function addresses(list: readonly Address[] | undefined): MailAddress[] {
  return (list ?? []).flatMap((one) =>
    one.group === undefined
      ? [{ name: one.name, address: one.address }]
      : one.group.map(({ name, address }) => ({ name, address })),
  );
}

function headersOf(email: Email): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { key, value } of email.headers) {
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
  }
  return headers;
}

/** Takes the sender's Message-ID out of the header block, and puts `id` in. */
function withMessageId(raw: Buffer, id: string): Buffer {
  const text = raw.toString('latin1');
  const end = /\r?\n\r?\n/.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).replace(/^Message-ID:.*(?:\r?\n[ \t].*)*(?:\r?\n|$)/gim, '');
  return Buffer.from(`Message-ID: ${id}\r\n${head.replace(/\r?\n$/, '')}${text.slice(end)}`, 'latin1');
}

function answer(operation: string, result: string): AwsResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<${operation}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${operation}Response>`,
  };
}

function refused(code: string, message: string): AwsResponse {
  return {
    status: 400,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${xml(message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  };
}
