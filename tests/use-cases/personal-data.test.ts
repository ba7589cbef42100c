import { afterEach, expect, test, vi } from 'vitest';
import { claimCase } from '../../functions/use-cases/take-case.ts';
import { addNote } from '../../functions/use-cases/write-on-case.ts';
import { aComplaint, aCustomer } from '../support/case-builders.ts';
import { aWorld } from '../support/world.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Everything this process writes out while the test runs. */
function listen(): () => string {
  const heard: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      heard.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
      return true;
    });
  }
  return () => heard.join('');
}

test('who complained and what they wrote stands in no log and in no state of a machine', async () => {
  const said = 'My parcel is two weeks late. Zanzibar-quince is what I ordered. I am very disappointed.';
  const complaint = aComplaint({
    name: 'Wilhelmina Quagmire',
    email: 'wilhelmina@quagmire.example',
    phone: '+447700900123',
    subject: 'Quince missing',
    body: said,
    remedySought: 'Pay for the quince',
  });
  const world = aWorld({
    customers: [aCustomer({ name: 'Wilhelmina Quagmire', emails: ['wilhelmina@quagmire.example'] })],
  });
  const heard = listen();

  world.faults.mailIsDown = true;
  const id = await world.customerComplains(complaint);
  world.faults.mailIsDown = false;
  await world.hoursPass(2);
  await world.customerWrites(id, 'The quince is still missing, says Wilhelmina. Nobody called.');
  await world.staffDoes('hana', id, claimCase);
  await world.staffDoes('hana', id, (deps, command) => addNote(deps, command, 'Quagmire was called.'));
  await world.hoursPass(1);
  vi.restoreAllMocks();

  expect((await world.facts(id)).at(-1)).toBe('NoteAdded');
  const logs = heard();
  const states = JSON.stringify([world.runner.executions(), world.runner.calls]);
  expect(logs).toContain('task failed');
  expect(states).toContain(id);
  for (const personal of [/quagmire/i, /wilhelmina/i, /quince/i, /447700900123/, /disappointed/i]) {
    expect(logs).not.toMatch(personal);
    expect(states).not.toMatch(personal);
  }
});
