/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { MailPostponed } from '../../domain/mail/postponed.ts';
import type { PostOffice } from '../../ports/world.ts';

interface PostedMail {
  readonly to: string;
  /** The whole message, headers and encoded bodies. */
  readonly raw: string;
  readonly messageId: string;
}

/** The mail service for tests: it keeps what was sent, fails while `isDown` says so, and refuses an address for good when `refuses` does. */
export function memoryPostOffice(
  isDown: () => boolean = () => false,
  refuses: (to: string) => boolean = () => false,
): PostOffice & { readonly posted: readonly PostedMail[] } {
  const posted: PostedMail[] = [];
  return {
    posted,
    async send({ to, raw }) {
      // A real one quotes the recipient as well; what is logged of it must not.
      if (isDown())
        throw new MailPostponed('outage', {
          cause: new Error(`450 4.2.0 <${to}>: the mail service is down`),
        });
      if (refuses(to)) return { kind: 'refused' };
      const messageId = `<${String(posted.length + 1).padStart(6, '0')}@mail.example>`;
      posted.push({ to, raw: new TextDecoder().decode(raw), messageId });
      return { kind: 'sent', messageId };
    },
  };
}
