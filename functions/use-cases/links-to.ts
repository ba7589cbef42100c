import type { Case } from '../domain/case/case.ts';
import { ulidOf } from '../domain/ids.ts';
import { plusDays, type Instant } from '../domain/instant.ts';
import type { Offer } from '../domain/offer/offer.ts';
import type { Links } from '../ports/world.ts';
import type { Firm } from './firm.ts';

/** What it takes to write a signed link. */
interface LinkWriter {
  readonly links: Pick<Links, 'token'>;
  readonly firm: Pick<Firm, 'publicUrl'>;
}

/** A status link outlives the case by far; after that the customer asks us. */
const STATUS_LINK_DAYS = 730;

/** Until when the status page of a case opens. */
export const statusLinkExpiry = (record: Pick<Case, 'receivedAt'>): Instant =>
  plusDays(record.receivedAt, STATUS_LINK_DAYS);

/** The status page of a case. The token is behind `#`, which browsers keep to themselves. */
export async function statusUrl(deps: LinkWriter, record: Pick<Case, 'id' | 'receivedAt'>): Promise<string> {
  return `${deps.firm.publicUrl}/case/#${await deps.links.token('case', ulidOf(record.id), statusLinkExpiry(record))}`;
}

/** The page on which an offer is answered, until its time is over. */
export async function offerUrl(deps: LinkWriter, offer: Offer): Promise<string> {
  return `${deps.firm.publicUrl}/offer/#${await deps.links.token('offer', ulidOf(offer.id), offer.validUntil)}`;
}
