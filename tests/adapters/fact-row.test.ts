import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factOf, factRow } from '../../functions/adapters/dynamodb/fact-row.ts';
import { keys } from '../../functions/adapters/dynamodb/keys.ts';
import { theSystem } from '../../functions/domain/case/case.ts';
import { numberFact } from '../../functions/domain/case/change.ts';
import type { Fact } from '../../functions/domain/case/fact.ts';
import { whyNots } from '../../functions/domain/offer/eligibility.ts';
import type { Candidate } from '../../functions/domain/offer/decision.ts';
import { planOffer } from '../../functions/domain/offer/plan.ts';
import { anyHappening } from '../domain/case/happenings.ts';
import { aPlan } from '../domain/offer/situations.ts';
import { aCase, monday } from '../support/case-builders.ts';

const factOn = (happening: Fact['happened']): Fact =>
  numberFact(aCase(1), 4, { at: monday, by: theSystem }, { happening });
const rowOf = (fact: Fact) => ({ ...factRow(fact), ...keys.fact(fact.subjectId, fact.number) });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const chance = fc.double({ min: 0, max: 1, noNaN: true });
const positive = fc.double({ min: 0.001, max: 1e6, noNaN: true });

const candidate: fc.Arbitrary<Candidate> = fc
  .record({
    catalogueId: fc.constantFrom('gift', 'free-month'),
    catalogueVersion: fc.integer({ min: 1, max: 99 }),
    eligible: fc.boolean(),
    needsApproval: fc.boolean(),
    whyNot: optional(fc.constantFrom(...whyNots)),
    cost: optional(fc.nat()),
    expectedNetValue: optional(fc.integer()),
    chanceWith: optional(chance),
    chanceWithout: optional(chance),
    belief: optional(fc.record({ a: positive, b: positive })),
    chance: optional(chance),
  })
  .map(
    (one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as Candidate,
  );

const { candidates: _, ...decision } = planOffer(aPlan());

test('a fact comes back from its row as it was, a choice with every candidate it had', () => {
  fc.assert(
    fc.property(anyHappening, (happening) => {
      expect(factOf(rowOf(factOn(happening)))).toEqual(factOn(happening));
    }),
  );
  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 12 }), (candidates) => {
      const fact = factOn({ type: 'OfferDecided', decision: { ...decision, candidates } });
      expect(factOf(rowOf(fact))).toEqual(fact);
    }),
  );
});

test('a row of the time when it named every field is still read', () => {
  const fact = factOn({ type: 'OfferDecided', decision: planOffer(aPlan()) });
  expect(factOf({ ...fact, ...keys.fact(fact.subjectId, fact.number) })).toEqual(fact);
});

test('six weighed offers fit into a row of a kilobyte, which names none of their fields and repeats no key', () => {
  const full: Candidate = {
    ...{ catalogueId: 'next-order-discount', catalogueVersion: 12, eligible: true, needsApproval: false },
    ...{ cost: 12_345, expectedNetValue: 123_456, belief: { a: 4.123456789012345, b: 16.12345678901234 } },
    ...{ chanceWith: 0.968562554678336, chanceWithout: 0.9508789916849, chance: 0.314723953286678 },
  };
  const row = JSON.stringify(
    factRow(factOn({ type: 'OfferDecided', decision: { ...decision, candidates: Array(6).fill(full) } })),
  );
  expect(row).not.toMatch(/expectedNetValue|subjectId|fct_/);
  // As text, where the store counts half of a number's digits.
  expect(row.length).toBeLessThan(1_300);
});
