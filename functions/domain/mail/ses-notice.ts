import { addressesIn } from './addresses.ts';
import type { Bounce } from './parsed-mail.ts';

interface SesNotice {
  readonly kind: 'Bounce' | 'Complaint' | 'Delivery';
  readonly bounce: Bounce;
}

/**
 * What SES says about a mail of ours when its notices come by mail, as a topic with a mail subscription sends them:
 * JSON, wrapped by the mail and followed by a way to unsubscribe, so no parser takes it.
 */
export function sesNotice(text: string): SesNotice | null {
  const start = text.slice(0, 20_000);
  const kind = /^\s*\{\s*"(?:notificationType|eventType)"\s*:\s*"(Bounce|Complaint|Delivery)"/.exec(
    start,
  )?.[1];
  if (kind !== 'Bounce' && kind !== 'Complaint' && kind !== 'Delivery') return null;
  const permanent = /"bounceType"\s*:\s*"Permanent"/.test(start);
  const named = /"bouncedRecipients"\s*:\s*\[[^\]]*/.exec(start)?.[0] ?? '';
  const recipients = [...named.matchAll(/"emailAddress"\s*:\s*"([^"]*)"/g)]
    .flatMap(([, address = '']) => addressesIn(address))
    .map((address) => ({ address, permanent }));
  return { kind, bounce: { recipients, permanent: permanent && recipients.length > 0 } };
}
