import { randomBytes } from 'node:crypto';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { AsyncInvocations } from './async-invocations.ts';
import { BodyTooLarge, listen } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import type { ObjectStore } from './s3.ts';

/** SES receives up to 40 MB a message, headers and encoding included. */
const largestMessage = 40 * 1024 * 1024;

/** Where SES would put an inbound message, and whom it would tell. */
export interface Inbound {
  readonly bucket: string;
  /** Of the object key; the SES message id follows. */
  readonly prefix: string;
  readonly functionName: string;
}

interface MailIn {
  readonly port: number;
  /**
   * Takes a message as SES would on the internet, without SMTP.
   * @returns the SES message id, once message and event are durable
   */
  readonly receive: (raw: Buffer, from: string, recipients: readonly string[]) => Promise<string>;
  close(): Promise<void>;
}

/** The laptop's mail exchanger: takes mail for everyone, stores it, then invokes as a receipt rule does. */
export async function serveMailIn(
  port: number,
  inbound: Inbound | undefined,
  store: ObjectStore,
  invocations: AsyncInvocations,
  clock: Clock,
): Promise<MailIn> {
  const receive: MailIn['receive'] = async (raw, from, recipients) => {
    if (!inbound) throw new Error('The template receives no mail');
    const messageId = `${clock.now().toString(36)}${randomBytes(16).toString('hex')}`;
    const event = await receiptEvent(raw, from, recipients, messageId, clock.iso(), inbound);
    store.put(inbound.bucket, inbound.prefix + messageId, raw, 'message/rfc822');
    invocations.invoke(inbound.functionName, event);
    return messageId;
  };

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: largestMessage,
    disableReverseLookup: true,
    banner: 'Amends laptop mail exchanger',
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      let size = 0;
      stream.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= largestMessage) parts.push(part);
      });
      stream.on('end', () => {
        if (size > largestMessage) {
          done(
            Object.assign(new BodyTooLarge('Message exceeds fixed maximum message size of 40 MB'), {
              responseCode: 552,
            }),
          );
          return;
        }
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        receive(
          Buffer.concat(parts),
          from,
          rcptTo.map(({ address }) => address),
        ).then(
          (id) => done(null, `Ok ${id}`),
          (error: unknown) => {
            console.error('A mail could not be stored:', error);
            done(
              Object.assign(new Error('Requested action aborted: local error in processing'), {
                responseCode: 451,
              }),
            );
          },
        );
      });
    },
  });
  // A client that hangs up is no reason to stop; that the port is taken is for whoever asked for it.
  let listening = false;
  server.on('error', (error) => {
    if (listening) console.error('SMTP:', error.message);
  });
  const bound = await listen(server.server, port, '127.0.0.1');
  listening = true;
  return {
    port: bound,
    receive,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The lines before the first empty one: SES takes what no parser would, such as parts nested hundreds deep. */
function headerOf(raw: Buffer): Buffer {
  const ends = ['\r\n\r\n', '\n\n'].map((gap) => raw.indexOf(gap)).filter((at) => at >= 0);
  return raw.subarray(0, ends.length > 0 ? Math.min(...ends) : raw.length);
}

/** What SES tells a function when mail has arrived (receipt rule with a Lambda action). */
async function receiptEvent(
  raw: Buffer,
  from: string,
  recipients: readonly string[],
  messageId: string,
  timestamp: string,
  { bucket, prefix, functionName }: Inbound,
): Promise<object> {
  const { headers } = await PostalMime.parse(new Uint8Array(headerOf(raw)));
  const valuesOf = (name: string): string[] =>
    headers.filter(({ key }) => key === name).map(({ value }) => value);
  const list = (name: string): string[] => valuesOf(name).flatMap((value) => value.split(/,\s*/));
  const pass = { status: 'PASS' };
  return {
    Records: [
      {
        eventSource: 'aws:ses',
        eventVersion: '1.0',
        ses: {
          mail: {
            timestamp,
            source: from,
            messageId,
            destination: recipients,
            headersTruncated: false,
            headers: headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
            commonHeaders: {
              returnPath: from,
              from: list('from'),
              to: list('to'),
              ...(valuesOf('cc').length > 0 && { cc: list('cc') }),
              ...(valuesOf('date')[0] !== undefined && { date: valuesOf('date')[0] }),
              ...(valuesOf('message-id')[0] !== undefined && { messageId: valuesOf('message-id')[0] }),
              ...(valuesOf('subject')[0] !== undefined && { subject: valuesOf('subject')[0] }),
            },
          },
          receipt: {
            timestamp,
            processingTimeMillis: 1,
            recipients,
            spamVerdict: pass,
            virusVerdict: pass,
            spfVerdict: pass,
            dkimVerdict: pass,
            dmarcVerdict: pass,
            action: {
              type: 'Lambda',
              functionArn: functionName,
              invocationType: 'Event',
              bucketName: bucket,
              objectKeyPrefix: prefix,
            },
          },
        },
      },
    ],
  };
}
