import type { Customer } from './customer.ts';

/**
 * A place in a row of 2^32: 8 hex digits spread evenly by a hash. What lies in the order of its places can be cut into
 * equal parts without looking at it, and any part is a random sample of the whole.
 */
type BasePlace = string;

/** A run of places, both ends included. */
export interface BaseRange {
  readonly from: BasePlace;
  readonly through: BasePlace;
}

const PLACES = 2 ** 32;
const DIGITS = 8;
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

const hex = (place: number): BasePlace => place.toString(16).padStart(DIGITS, '0');

/** FNV-1a, then the finaliser of MurmurHash3, without which numbers in a row would stand side by side. */
export function placeOf(name: string): BasePlace {
  let hash = FNV_OFFSET;
  for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hex((hash ^ (hash >>> 16)) >>> 0);
}

type Placed = Pick<Customer, 'id' | 'emails' | 'basePlace'>;

/**
 * Where a customer stands in the base: at the place of the address that we would write to when we first heard of them, so
 * that what is known of addresses lies in the same order and is read in one go with the customers; of who had none, at that
 * of their id. It never changes: whoever looks at everybody meets each once, whatever records change meanwhile.
 */
export const basePlaceOf = (customer: Placed): BasePlace => customer.basePlace ?? placeByAddress(customer);

const placeByAddress = ({ id, emails: [address] }: Placed): BasePlace =>
  placeOf(address?.toLowerCase() ?? id);

/** Whether what is known of their address lies with them; of who changed it since, it lies elsewhere. */
export const isWithTheirAddress = (customer: Placed): boolean =>
  basePlaceOf(customer) === placeByAddress(customer);

/** The customer as they are now, at the place where they stand. */
export function atTheirPlace(before: Placed | undefined, now: Customer): Customer {
  const { basePlace: _kept, ...after } = now;
  const place = before && basePlaceOf(before);
  return place === undefined || place === placeByAddress(after) ? after : { ...after, basePlace: place };
}

export const wholeBase: BaseRange = { from: hex(0), through: hex(PLACES - 1) };

/** Part `number` (from 0) of the base cut into `parts` equal ones. */
export function partOfBase(number: number, parts: number): BaseRange {
  const border = (n: number): number => Math.floor((n * PLACES) / parts);
  return { from: hex(border(number)), through: hex(border(number + 1) - 1) };
}

/** How much of the base a range is, 0 to 1. */
export const shareOfBase = ({ from, through }: BaseRange): number =>
  (Number.parseInt(through, 16) - Number.parseInt(from, 16) + 1) / PLACES;
