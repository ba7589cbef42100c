import { parseArgs } from 'node:util';
import { findDynoxide } from '../local/dynamodb.ts';
import { acceptRow } from './bench/accept.ts';
import { bundleRows } from './bench/bundles.ts';
import { campaignRows } from './bench/campaign.ts';
import { campaignOfferRows } from './bench/campaign-offers.ts';
import { coldStartRows } from './bench/cold-start.ts';
import { startRows, testRow } from './bench/commands.ts';
import { journeyRows } from './bench/journey.ts';
import { triageRow } from './bench/judgement.ts';
import { mailRow } from './bench/mail.ts';
import { skippedRow, type Row } from './bench/row.ts';
import { scoringRows } from './bench/scoring.ts';

/** What is measured, in the order of printing. Whole commands come last: they keep the machine busy longest. */
const measurements: Readonly<Record<string, () => Promise<Row[]>>> = {
  accept: () => withStore('accept', 'ms', 1.5, async () => [await acceptRow()]),
  journey: () => withStore('submit-closed-requests', 'requests', 24, journeyRows),
  campaign: () => withStore('campaign-time', 'ms', 11, campaignRows),
  offers: () => withStore('campaign-offer-writes', 'write units per offer made', 21, campaignOfferRows),
  bundle: bundleRows,
  init: coldStartRows,
  score: scoringRows,
  triage: () => Promise.resolve([triageRow()]),
  mail: async () => [await mailRow()],
  start: () => withStore('start', 's', 15, startRows),
  test: async () => [await testRow()],
};

const usage = `Holds Amends to its budgets: time against a floor measured in the same run, sizes, requests, dollars.

  npm run bench [-- --only NAME ...]

  --only NAME  measure only this; may be given several times: ${Object.keys(measurements).join(', ')}

Prints one JSON line per budget:
  {"name","value","unit","floor","ratio","budget","ok"}
The budget bounds the ratio where there is a floor, the value elsewhere. A row that could not be measured here has
"ok":null and says why in "skipped"; mail needs AMENDS_DATA. Ends with 1 when any row is not ok. All of it takes about six minutes on two cores;
run it on a machine that does nothing else.`;

async function withStore(
  name: string,
  unit: string,
  budget: number,
  measure: () => Promise<Row[]>,
): Promise<Row[]> {
  if (process.env['AWS_ENDPOINT_URL_DYNAMODB'] || findDynoxide() !== undefined) return measure();
  return [skippedRow(name, unit, budget, 'no DynamoDB engine here: put dynoxide on the PATH')];
}

function chosen(): readonly string[] | undefined {
  const { values } = parseArgs({
    options: { only: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) return undefined;
  const names = values.only ?? Object.keys(measurements);
  const unknown = names.find((name) => !(name in measurements));
  if (unknown !== undefined) throw new TypeError(`there is nothing called "${unknown}" to measure`);
  return names;
}

async function main(): Promise<number> {
  let names: readonly string[] | undefined;
  try {
    names = chosen();
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    return 2;
  }
  if (!names) {
    console.log(usage);
    return 0;
  }
  let kept = true;
  for (const name of names) {
    console.error(`measuring ${name} …`);
    for (const row of (await measurements[name]?.()) ?? []) {
      console.log(JSON.stringify(row));
      kept &&= row.ok !== false;
    }
  }
  return kept ? 0 : 1;
}

process.exitCode = await main();
