import { parseArgs } from 'node:util';
import { costOf, total } from './cost/cost-model.ts';
import { explainFailure } from './explain-failure.ts';
import { meterJourneys } from './cost/metered-journey.ts';

const usage = `Meters complaints on the laptop cloud and prices them.

  npm run -s cost

Three customers complain by form, get a remedy and an offer by mail, accept it, and are told that the case is closed.
Prints one JSON object, from the dearest of the three:
  {"per1000","parts":{"mail","orchestration","store","compute","api","logs"},"transitions","reads","writes","mails"}
Dollars per 1,000 complaints at the list prices of tools/cost/prices.ts; reads and writes are request units of one complaint.`;

const JOURNEYS = 3;
const PER_THOUSAND = 1_000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const metered = (await meterJourneys(JOURNEYS)).toSorted((a, b) => total(costOf(b)) - total(costOf(a)));
  const [used] = metered;
  if (!used) throw new Error('no journey was metered');
  const cost = costOf(used);
  const dollars = (value: number): number => Number((value * PER_THOUSAND).toFixed(4));
  console.log(
    JSON.stringify({
      per1000: dollars(total(cost)),
      parts: Object.fromEntries(Object.entries(cost).map(([part, value]) => [part, dollars(Number(value))])),
      transitions: used.transitions,
      reads: used.readUnits,
      writes: used.writeUnits,
      mails: used.mails,
    }),
  );
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
