import { expect, test } from 'vitest';
import { changeCase } from '../../functions/domain/case/change.ts';
import { plusDays } from '../../functions/domain/instant.ts';
import { aPlan } from '../domain/offer/situations.ts';
import { planOffer } from '../../functions/domain/offer/plan.ts';
import { aCase, anOpening, bySystem, monday } from '../support/case-builders.ts';
import type { FreshAdapters } from './cases.suite.ts';

/** What every decision log promises: each choice once, oldest first, page by page. */
export function decisionLogSuite(fresh: FreshAdapters): void {
  test('the choices of a time are listed oldest first, each once, over pages and days', async () => {
    const { cases, decisions } = await fresh(() => monday);
    const decision = planOffer(aPlan());
    for (const [index, days] of [0, 1, 1, 3].entries()) {
      const record = aCase(index + 1);
      await cases.open(anOpening(record));
      await cases.save(
        changeCase(record, { ...bySystem, at: plusDays(monday, days) }, [
          { happening: { type: 'OfferDecided', decision } },
        ]),
      );
    }
    const idsOf = ({ items }: { readonly items: readonly { readonly caseId?: string }[] }) =>
      items.map(({ caseId }) => Number(caseId?.slice(-4)));

    const first = await decisions.between(monday, plusDays(monday, 30), undefined, 2);
    const second = await decisions.between(monday, plusDays(monday, 30), first.cursor, 2);

    expect([...idsOf(first), ...idsOf(second)]).toEqual([1, 2, 3, 4]);
    expect(second.cursor).toBeUndefined();
    expect(first.items[0]?.decision).toEqual(decision);
    expect(idsOf(await decisions.between(plusDays(monday, 1), plusDays(monday, 2)))).toEqual([2, 3]);
  });
}
