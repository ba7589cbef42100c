import { tierOf, type Case } from './case.ts';

/** One line of a list, as staff see it. */
export const caseLine = (record: Case) => ({
  id: record.id,
  number: record.number,
  status: record.status,
  kind: record.kind,
  subject: record.subject,
  customer: { name: record.name, email: record.email, tier: tierOf(record) },
  risk: record.assessed ? { probability: record.assessed.probability, band: record.assessed.band } : null,
  severity: record.triaged?.severity ?? null,
  category: record.triaged?.category ?? null,
  flags: record.triaged?.flags ?? [],
  queue: record.person?.queue ?? null,
  owner: record.person?.owner ?? null,
  dueAt: record.person?.dueAt ?? record.answerBy,
  receivedAt: record.receivedAt,
  answerBy: record.answerBy,
  version: record.version,
});
