import * as z from 'zod';
import { factSchema, type Fact } from '../../domain/case/fact.ts';
import { factIdOf } from '../../domain/ids.ts';
import type { Candidate } from '../../domain/offer/decision.ts';
import { lookup } from './keys.ts';
import type { Row } from './table.ts';

/** The fields of a candidate in the order of a row; a belief is its two numbers. New ones go to the end. */
const FIELDS = [
  ...['catalogueId', 'catalogueVersion', 'eligible', 'needsApproval', 'cost', 'expectedNetValue'],
  ...['chanceWith', 'chanceWithout', 'a', 'b', 'chance', 'whyNot'],
] as const;

/**
 * A fact as its row. A row is paid for by its kilobytes, twice in a transaction, so that of a choice does not repeat what
 * its key says, and names its candidates by lists: the names of their fields would be most of it. The stream tells of no
 * choice, so whoever reads one reads it here.
 */
export function factRow(fact: Fact): object {
  const { id: _id, subjectId: _subjectId, number: _number, ...row } = fact;
  const { happened } = row;
  if (happened.type !== 'OfferDecided') return fact;
  const candidates = happened.decision.candidates.map(listOf);
  return { ...row, happened: { ...happened, decision: { ...happened.decision, candidates } } };
}

/** The row with its place in the index, by which the log of choices finds one. */
export const indexedFactRow = (fact: Fact): object => ({
  ...factRow(fact),
  ...(fact.happened.type === 'OfferDecided' && lookup.decisionOfDay(fact.at, fact.subjectId, fact.number)),
});

function listOf({ belief, ...candidate }: Candidate): unknown[] {
  const fields: Readonly<Record<string, unknown>> = { ...candidate, ...belief };
  const list = FIELDS.map((field) => fields[field] ?? null);
  return list.slice(0, list.findLastIndex((value) => value !== null) + 1);
}

const choiceSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  number: z.undefined().optional(),
  happened: z.looseObject({ decision: z.looseObject({ candidates: z.array(z.array(z.unknown())) }) }),
});

/** The fact of a row, and of one that was written when rows of a choice said everything by its name. */
export function factOf(row: Row): Fact {
  const choice = choiceSchema.safeParse(row).data;
  if (!choice) return factSchema.parse(row);
  const subjectId = choice.pk.slice(choice.pk.indexOf('#') + 1);
  const number = Number(choice.sk.slice(choice.sk.indexOf('#') + 1));
  const { happened } = choice;
  const candidates = happened.decision.candidates.map(candidateOf);
  return factSchema.parse({
    ...{ ...row, subjectId, number, id: factIdOf(subjectId, number) },
    happened: { ...happened, decision: { ...happened.decision, candidates } },
  });
}

function candidateOf(list: readonly unknown[]): object {
  const { a, b, ...fields } = Object.fromEntries(
    FIELDS.flatMap((field, place) => {
      const value = list[place];
      return value === null || value === undefined ? [] : [[field, value]];
    }),
  );
  return { ...fields, ...(a !== undefined && { belief: { a, b } }) };
}
