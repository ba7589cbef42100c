import type { StaffMember } from '../domain/settings.ts';
import {
  changesBetween,
  nextEdition,
  type CatalogueChange,
  type CatalogueDraft,
} from '../domain/offer/catalogue-draft.ts';
import { type Edition } from '../domain/offer/edition.ts';
import type { Catalogues } from '../ports/catalogues.ts';
import type { Clock } from '../ports/world.ts';

type Applied =
  | { readonly kind: 'applied'; readonly edition: Edition; readonly changes: readonly CatalogueChange[] }
  /** It says what is in force already: nothing was written. */
  | { readonly kind: 'unchanged'; readonly edition: Edition }
  | { readonly kind: 'stale'; readonly inForce: number };

/** Puts a catalogue in force in place of the edition its author had read. Offers already made keep their terms. */
export async function applyCatalogue(
  deps: { readonly catalogues: Catalogues; readonly clock: Clock },
  draft: CatalogueDraft,
  read: number,
  by: Pick<StaffMember, 'id'>,
): Promise<Applied> {
  const current = await deps.catalogues.current();
  if (current.edition !== read) return { kind: 'stale', inForce: current.edition };
  const next = nextEdition(current, draft, { at: deps.clock.now(), by: by.id });
  if (!next) return { kind: 'unchanged', edition: current };
  if ((await deps.catalogues.apply(next)) === 'stale') return { kind: 'stale', inForce: next.edition };
  return { kind: 'applied', edition: next, changes: changesBetween(current, next) };
}
