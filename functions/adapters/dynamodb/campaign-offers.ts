import type { CampaignOffers } from '../../ports/offers.ts';
import { offerFactRow, putOfferFact, settleWrites } from './offer-writes.ts';
import { putAlone } from './put-alone.ts';
import { transact, type Table } from './table.ts';

/** Campaigns' offers in the one table, as long as they are on no case. */
export const dynamoCampaignOffers = (table: Table): CampaignOffers => ({
  async settle(change, facts) {
    const settled = settleWrites(table, change);
    const result = await transact(table, [
      ...settled.map(({ write }) => write),
      ...facts.map((fact) => putOfferFact(table, fact)),
    ]);
    if (result.kind === 'done') return 'saved';
    const means = settled[result.index]?.means;
    if (means === 'answered') return 'answered';
    throw new Error(`${change.after.id} met an item that only its settling may create`);
  },

  async noteChoice(fact) {
    return (await putAlone(table, ...offerFactRow(fact))) === 'done' ? 'noted' : 'known';
  },
});
