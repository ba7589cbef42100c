import type { MailVerdicts } from '../case/ledger.ts';

/**
 * What the receiving server's verdicts say of the address in `From`.
 * - `proven`: the domain vouches for it.
 * - `unproven`: nobody vouches and nobody denies. Small domains without DMARC are so, and so is every forger of them.
 * - `disproved`: the domain denies it.
 */
export type SenderTrust = 'proven' | 'unproven' | 'disproved';

/**
 * SES says PASS, FAIL, GRAY (no policy to go by), PROCESSING_FAILED or DISABLED, and we UNKNOWN when its event was lost.
 *
 * DMARC is the only verdict about `From` itself. SPF vouches for the sender of the envelope, which anybody may choose,
 * so that its PASS counts only where the two are of one domain. A DKIM PASS does not say whose signature it was: anybody
 * can sign as himself and write as another, so it counts for nothing without DMARC.
 * @param envelopeSender `MAIL FROM` of the SMTP dialogue, "" when there is none or it is not known
 */
export function senderTrust(verdicts: MailVerdicts, envelopeSender: string, from: string): SenderTrust {
  if (verdicts.dmarc === 'FAIL') return 'disproved';
  if (verdicts.dmarc === 'PASS') return 'proven';
  return verdicts.spf === 'PASS' && vouchesFor(domainOf(envelopeSender), domainOf(from))
    ? 'proven'
    : 'unproven';
}

/** Bounces often come back to a subdomain: who runs `bounce.example.com` was let in by `example.com`. */
const vouchesFor = (envelope: string, from: string): boolean =>
  from !== '' && (envelope === from || envelope.endsWith(`.${from}`));

const domainOf = (address: string): string =>
  address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
