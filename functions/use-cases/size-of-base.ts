import { partOfBase, shareOfBase, wholeBase } from '../domain/customer/base-place.ts';
import type { Customers } from '../ports/customers.ts';

/** A sample this large tells the size to within 10 % (two standard deviations of 400 are 40). */
const SAMPLE = 400;
const SMALLEST_SHARE = 1 / 4096;
const WIDER = 16;

/** About how many customers there are: counted in a small part of the base, which is a random sample of it. */
export async function sizeOfBase(customers: Pick<Customers, 'count'>): Promise<number> {
  for (let share = SMALLEST_SHARE; share < 1; share *= WIDER) {
    const range = partOfBase(0, Math.round(1 / share));
    const found = await customers.count(range);
    if (found >= SAMPLE) return Math.round(found / shareOfBase(range));
  }
  return customers.count(wholeBase);
}
