import type { Contact } from '../domain/contact/contact.ts';
import type { Instant } from '../domain/instant.ts';
import type { PointsMail } from '../domain/points/points-mail.ts';

/** Some of the customers who earned points that end at an instant; one may come again on another page. */
interface EndingPage {
  readonly customerKeys: readonly string[];
  /** Where the rest begins. */
  readonly next: string | undefined;
}

/** Whose points end when, and which mails about points there are. */
export interface PointsMails {
  /** Parts that customers are spread over; each is looked at by itself. */
  readonly parts: number;
  /** A posting of a moment ago may not be seen yet. */
  ending(endsAt: Instant, part: number, limit: number, next?: string): Promise<EndingPage>;
  /** Mails of this name that there are, by customer key. */
  named(key: string, customerKeys: readonly string[]): Promise<ReadonlyMap<string, PointsMail>>;
  /** The mail whose link this id is in; of one reserved a moment ago it may not be known yet. */
  byLink(linkId: string): Promise<PointsMail | undefined>;
  /** Keeps a reserved mail and with it the contact record, both conditional on the versions before. */
  reserve(mail: PointsMail, contact: Contact): Promise<'reserved' | 'mail-changed' | 'contact-changed'>;
  /** What became of the reserved mail. */
  confirm(mail: PointsMail): Promise<void>;
}
