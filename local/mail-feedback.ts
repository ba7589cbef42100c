import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { BusEvent } from './event-rules.ts';

/** Addresses that behave as those of the SES mailbox simulator, at its own domain and at one of the laptop. */
const simulators = ['simulator.amazonses.com', 'simulator.amends.localhost'];

const permanent = (subType: string, code: string) => ({
  eventType: 'Bounce',
  feedback: { bounceType: 'Permanent', bounceSubType: subType },
  recipient: { action: 'failed', status: code, diagnosticCode: `smtp; 550 ${code} user unknown` },
});
const behaviours: Readonly<Record<string, ReturnType<typeof permanent> | undefined>> = {
  bounce: permanent('General', '5.1.1'),
  suppressionlist: permanent('Suppressed', '5.1.1'),
  'soft-bounce': {
    eventType: 'Bounce',
    feedback: { bounceType: 'Transient', bounceSubType: 'MailboxFull' },
    recipient: { action: 'failed', status: '4.2.2', diagnosticCode: 'smtp; 452 4.2.2 mailbox full' },
  },
};

/** A mail that was taken, as far as feedback repeats it. */
export interface TakenMail {
  readonly id: string;
  readonly recipients: readonly string[];
  readonly configurationSet: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/**
 * Tells what becomes of a mail, as SES does over the default event bus: a mail to `bounce@`, `soft-bounce@`,
 * `suppressionlist@` or `complaint@` of a simulator comes back so, any other arrives.
 * A label (`bounce+anything@`) makes as many such addresses as one needs.
 */
export function newMailFeedback(tell: (event: BusEvent) => void, clock: Clock): (mail: TakenMail) => void {
  return (mail) => {
    for (const address of mail.recipients) {
      const event = eventOf(mail, address, clock.iso());
      if (event) tell(event);
    }
  };
}

function eventOf(mail: TakenMail, address: string, at: string): BusEvent | undefined {
  const [local = '', domain = ''] = address.toLowerCase().split('@');
  const name = local.split('+')[0] ?? '';
  if (!simulators.includes(domain)) return undefined;
  const feedbackId = `${mail.id}-${randomUUID()}`;
  const behaviour = behaviours[name];
  const detail = behaviour
    ? {
        eventType: behaviour.eventType,
        bounce: {
          ...behaviour.feedback,
          bouncedRecipients: [{ emailAddress: address, ...behaviour.recipient }],
          timestamp: at,
          feedbackId,
        },
      }
    : name === 'complaint'
      ? {
          eventType: 'Complaint',
          complaint: {
            complainedRecipients: [{ emailAddress: address }],
            complaintFeedbackType: 'abuse',
            timestamp: at,
            feedbackId,
          },
        }
      : undefined;
  return (
    detail && {
      id: randomUUID(),
      'detail-type': `Email ${detail.eventType}`,
      source: 'aws.ses',
      time: at,
      resources: [],
      detail: {
        ...detail,
        mail: {
          messageId: mail.id,
          timestamp: at,
          destination: mail.recipients,
          headersTruncated: false,
          headers: mail.headers,
          tags: { 'ses:configuration-set': [mail.configurationSet] },
        },
      },
    }
  );
}
