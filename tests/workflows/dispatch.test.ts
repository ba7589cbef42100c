import { expect, test } from 'vitest';
import { memoryOutreach } from '../../functions/adapters/memory/campaigns.ts';
import { dispatchFact } from '../../functions/use-cases/dispatch-fact.ts';
import { caseStart, offerWoken, personWoken } from '../../workflows/contracts.ts';

const caseId = 'cas_01J00000000000000000000000';

/** Runs dispatch on one row of the stream and says what it did to the machines. */
async function dispatched(row: object, wait?: object) {
  const did: { readonly what: string; readonly output: unknown }[] = [];
  await dispatchFact(
    {
      cases: { wait: () => Promise.resolve(wait as never), read: () => Promise.resolve(undefined) },
      offers: { byId: () => Promise.resolve(undefined) },
      campaigns: memoryOutreach().campaigns,
      waiting: () => Promise.resolve([]),
      clock: { now: () => '2026-03-03T10:00:00.000Z' },
      machines: {
        start: (machine, name, input) => {
          did.push({ what: `start ${machine} ${name}`, output: input });
          return Promise.resolve();
        },
        wake: (token, output) => {
          did.push({ what: `wake ${token}`, output });
          return Promise.resolve('woken');
        },
      },
    },
    row,
  );
  return did;
}

test.each(['recovery', 'escalation'] as const)(
  'a fact that calls for %s starts it under its own name, with ids alone',
  async (dispatch) => {
    const did = await dispatched({
      dispatch,
      subjectId: caseId,
      number: 4,
      happened: { type: 'CaseEscalated' },
    });

    expect(did.map((one) => one.what)).toEqual([`start ${dispatch} ${caseId}-4`]);
    expect(caseStart.strict().parse(did[0]?.output)).toEqual({ caseId, fact: 4 });
  },
);

test('an answer wakes the wait for it with the answer and nothing else', async () => {
  const did = await dispatched(
    { dispatch: 'wake', subjectId: caseId, number: 7, wakes: { wait: 'offer', answer: 'accept' } },
    { name: 'offer', taskToken: 'token-1' },
  );

  expect(did.map((one) => one.what)).toEqual(['wake token-1']);
  expect(offerWoken.strict().parse(did[0]?.output)).toEqual({ caseId, answer: 'accept' });
});

test('a wait that was answered before it was written is woken by its own row', async () => {
  const wait = { name: 'offer', taskToken: 'token-2', answered: { answer: 'decline' } };
  const did = await dispatched({ dispatch: 'wake', caseId, ...wait }, wait);

  expect(did).toEqual([{ what: 'wake token-2', output: { caseId, answer: 'decline' } }]);
});

test("a person's action wakes the wait of its own round only", async () => {
  const wait = { name: 'person', taskToken: 'token-3', round: 9 };
  const now = await dispatched(
    { dispatch: 'wake', subjectId: caseId, number: 12, wakes: { wait: 'person', round: 9 } },
    wait,
  );
  const earlier = await dispatched(
    { dispatch: 'wake', subjectId: caseId, number: 6, wakes: { wait: 'person', round: 5 } },
    wait,
  );

  expect(personWoken.strict().parse(now[0]?.output)).toEqual({ caseId, round: 9 });
  expect(earlier).toEqual([]);
});

test('an answer that comes before the machine waits is no error: the wait finds it in the record', async () => {
  expect(
    await dispatched({
      dispatch: 'wake',
      subjectId: caseId,
      number: 3,
      wakes: { wait: 'offer', answer: 'accept' },
    }),
  ).toEqual([]);
});
