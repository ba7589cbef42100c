import type { BouncedRecipient } from './parsed-mail.ts';
import { addressesIn } from './addresses.ts';

/** True for a delivery report that says only that all went well. */
export function isGoodNews(deliveryStatus: readonly string[]): boolean {
  return deliveryStatus.some((text) => /^Action[ \t]*:[ \t]*(?:delivered|relayed|expanded)/im.test(text));
}

/** The failing recipients of a delivery status (RFC 3464 §2): groups of fields parted by blank lines. */
export function recipientsOfStatus(text: string): BouncedRecipient[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .flatMap((group) => {
      const field = (name: string) =>
        new RegExp(`^[> \\t]{0,20}${name}[ \\t]*:[ \\t]*(.*)$`, 'im').exec(group)?.[1]?.trim() ?? '';
      const action = field('Action').toLowerCase();
      const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(field('Status'))?.[0] ?? '';
      // The original is the address that was written to; the final one may be what a server made of it.
      const [address] = ['Original-Recipient', 'Final-Recipient'].flatMap((name) =>
        addressesIn(field(name).replace(/^[\w-]+\s*;/, '')),
      );
      if (address === undefined || (action === '' && status === '')) return [];
      if (/^(?:delivered|relayed|expanded)/.test(action)) return [];
      return [{ address, permanent: isPermanent(action, status, field('Diagnostic-Code')) }];
    });
}

/** RFC 3463 §3.5: the time to deliver it in is over, and nothing more will be tried. */
const EXPIRED = '4.4.7';

function isPermanent(action: string, status: string, diagnostic: string): boolean {
  if (action.startsWith('delayed')) return false;
  if (status === EXPIRED && action.startsWith('failed')) return true;
  if (status !== '') return status.startsWith('5');
  return !/\b4\d\d[ -]|\b4\.\d\.\d/.test(diagnostic);
}
