/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import { idPrefixes } from '../../domain/ids.ts';
import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import type { DecisionLog } from '../../ports/decision-log.ts';
import type { CaseStore } from './case-store.ts';

/** The decision log for tests. */
export const memoryDecisionLog = (store: CaseStore): DecisionLog => ({
  async between(from, to, cursor, limit = 50) {
    const place = placeOf(cursor ?? '') ?? from;
    const found = [...[...store.cases.values()].flatMap(({ facts }) => facts), ...store.offerFacts.values()]
      .flatMap(({ at, subjectId, number, happened }) =>
        happened.type === 'OfferDecided'
          ? [{ sort: `${at}#${subjectId}#${number}`, subjectId, decision: happened.decision }]
          : [],
      )
      .filter(({ sort }) => sort > place && sort < to)
      .sort((a, b) => (a.sort < b.sort ? -1 : 1));
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(({ subjectId, decision }) => ({
        ...(subjectId.startsWith(idPrefixes.offer) ? { offerId: subjectId } : { caseId: subjectId }),
        decision,
      })),
      ...(last && { cursor: cursorTo(last.sort) }),
    };
  },
});
