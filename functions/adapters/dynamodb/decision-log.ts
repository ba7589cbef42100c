import { cursorTo, placeOf } from '../../domain/case/list-cursor.ts';
import { idPrefixes } from '../../domain/ids.ts';
import { dayOf, plusDays, startOf, type Instant } from '../../domain/instant.ts';
import type { DecisionLog, LoggedDecision } from '../../ports/decision-log.ts';
import { factOf } from './fact-row.ts';
import { entries, type Entry } from './index-entries.ts';
import { keys, lookup, SHARDS, type Key } from './keys.ts';
import { batchGet } from './reads.ts';
import type { Table } from './table.ts';

/** Days that one page looks at before it hands out a cursor. */
const DAYS_PER_PAGE = 31;
const PER_PAGE = 50;

/** The decision log: facts `OfferDecided` of cases and of campaigns' offers, found by day and shard in the index `lookup`. */
export const dynamoDecisionLog = (table: Table): DecisionLog => ({
  async between(from, to, cursor, limit = PER_PAGE) {
    const place = placeOf(cursor ?? '') ?? from;
    const found: Entry[] = [];
    let day = startOf(dayOf(place));
    for (let looked = 0; looked < DAYS_PER_PAGE && day < to; looked += 1, day = plusDays(day, 1)) {
      found.push(...(await onDay(table, day, place, limit)).filter(({ sort }) => sort < to));
      const last = found[limit - 1];
      if (found.length > limit && last)
        return { items: await load(table, found.slice(0, limit)), cursor: cursorTo(last.sort) };
    }
    return { items: await load(table, found), ...(day < to && { cursor: cursorTo(day) }) };
  },
});

async function onDay(table: Table, day: Instant, place: string, limit: number): Promise<Entry[]> {
  const shards = await Promise.all(
    Array.from({ length: SHARDS }, (_, shard) =>
      entries(table, 'lookup', lookup.decisionsShard(dayOf(day), shard), { limit, after: place }, ''),
    ),
  );
  return shards.flat().sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

/** The sort key of an entry ends in the subject and the number of its fact. */
function factKeyOf({ sort }: Entry): Key {
  const [, subject = '', number = ''] = sort.split('#');
  const of = subject.startsWith(idPrefixes.offer) ? keys.offerFact : keys.fact;
  return of(subject, Number(number));
}

async function load(table: Table, wanted: readonly Entry[]): Promise<LoggedDecision[]> {
  const rows = await batchGet(table, wanted.map(factKeyOf), { consistent: false });
  const found = new Map(rows.map((row) => [`${String(row['pk'])} ${String(row['sk'])}`, factOf(row)]));
  return wanted.flatMap((entry) => {
    const { pk, sk } = factKeyOf(entry);
    const fact = found.get(`${pk} ${sk}`);
    if (fact?.happened.type !== 'OfferDecided') return [];
    const { subjectId, happened } = fact;
    return {
      ...(subjectId.startsWith(idPrefixes.offer) ? { offerId: subjectId } : { caseId: subjectId }),
      decision: happened.decision,
    };
  });
}
