import type { Contact } from '../domain/contact/contact.ts';
import type { Instant } from '../domain/instant.ts';
import type { PointsNotice } from '../domain/points/notice.ts';

/** Some of the customers who earned points that end at an instant; one may come again on another page. */
export interface EndingPage {
  readonly customerKeys: readonly string[];
  /** Where the rest begins. */
  readonly next: string | undefined;
}

/** Whose points end when, and who was told of it. */
export interface PointsNotices {
  /** Parts that customers are spread over; each is looked at by itself. */
  readonly parts: number;
  /** A posting of a moment ago may not be seen yet. */
  ending(endsAt: Instant, part: number, limit: number, next?: string): Promise<EndingPage>;
  /** Notices there are, by customer key. */
  told(endsAt: Instant, customerKeys: readonly string[]): Promise<ReadonlyMap<string, PointsNotice>>;
  /** Keeps a reserved notice and with it the contact record, both conditional on the versions before. */
  reserve(notice: PointsNotice, contact: Contact): Promise<'reserved' | 'notice-changed' | 'contact-changed'>;
  /** What became of the reserved notice. */
  confirm(notice: PointsNotice): Promise<void>;
}
