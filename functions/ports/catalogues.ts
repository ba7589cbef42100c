import type { Edition } from '../domain/offer/edition.ts';

/** The catalogue of offers in its editions; the one we ship is edition 0 and always there. */
export interface Catalogues {
  /** The edition in force now. */
  current(): Promise<Edition>;
  /** One edition, which never changes; undefined when there was none of this number. */
  edition(number: number): Promise<Edition | undefined>;
  /** Puts the next edition in force, if `edition.edition - 1` is in force now. */
  apply(edition: Edition): Promise<'applied' | 'stale'>;
  /** When each edition was applied and by whom, newest first. */
  history(): Promise<readonly Pick<Edition, 'edition' | 'appliedAt' | 'appliedBy'>[]>;
}
