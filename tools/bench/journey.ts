import { costOf, total } from '../cost/cost-model.ts';
import { meterJourneys, type Usage } from '../cost/metered-journey.ts';
import { atMost, type Row } from './row.ts';

const JOURNEYS = 3;
const PER_THOUSAND = 1_000;

/** What a complaint uses on its way from the form to the closed case, and what a thousand of them cost. */
export async function journeyRows(): Promise<Row[]> {
  const used = await meterJourneys(JOURNEYS);
  const most = (of: (usage: Usage) => number): number => Math.max(...used.map(of));
  const costs = used.map(costOf);
  const dearest = costs.toSorted((a, b) => total(b) - total(a))[0];
  if (!dearest) throw new Error('no journey was metered');
  const rest = dearest.store + dearest.compute + dearest.api + dearest.logs;
  const dollars = (name: string, value: number, budget: number, detail?: string): Row =>
    atMost({ name, value: value * PER_THOUSAND, unit: 'USD/1000', budget, ...(detail && { detail }) });
  const uses = (name: string, unit: string, budget: number, of: (usage: Usage) => number): Row =>
    atMost({ name: `submit-closed-${name}`, value: most(of), unit, budget });
  return [
    uses('requests', 'requests', 24, ({ storeRequests }) => storeRequests),
    uses('writing', 'requests', 12, ({ writingRequests }) => writingRequests),
    uses('write-units', 'units', 110, ({ writeUnits }) => writeUnits),
    uses('read-units', 'units', 20, ({ readUnits }) => readUnits),
    uses('transitions', 'transitions', 10, ({ transitions }) => transitions),
    dollars('cost', total(dearest), 0.93, `${most(({ mails }) => mails)} mails each`),
    dollars('cost-mail', dearest.mail, 0.48),
    dollars('cost-orchestration', dearest.orchestration, 0.25),
    dollars('cost-rest', rest, 0.2),
  ];
}
