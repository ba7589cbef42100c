import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultCatalogue } from '../functions/domain/offer/default-catalogue.ts';
import { runSeason, type SeasonResult } from '../functions/domain/policy/season.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';

const usage = `Plays a season of complaints by customers whose response to offers is known, under several ways to choose.

  npm run -s season -- [--customers N] [--seasons N] [--seed N] [--budget AMOUNT] [--holdout SHARE] [--log FILE.jsonl]

  --customers N    complaints in nine months; 2000 when left out
  --seasons N      seasons to play, each with its own customers and true response; 3 when left out
  --budget AMOUNT  what offers of one month may cost, in minor units; 60 for each complaint when left out
  --holdout SHARE  customers who get no offer by chance; 0.1 when left out
  --log FILE       write the decisions of the current policy in the first season with their outcomes, for npm run -s policy

Prints one JSON line per policy, summed over the seasons, amounts in minor units:
  {"policy","offers","spent","kept","profit","gained","regret"}.
"gained" is what is expected over no offers under the true response, "regret" what knowing it would bring more.
Ends with 1 when another way gains more than the current policy.`;

const options = {
  customers: { type: 'string', default: '2000' },
  seasons: { type: 'string', default: '3' },
  seed: { type: 'string', default: '1' },
  budget: { type: 'string' },
  holdout: { type: 'string', default: '0.1' },
  log: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const MOST_CUSTOMERS = 1_000_000;
/** Minor units of a month's budget for each complaint of the season. */
const BUDGET_A_COMPLAINT = 60;

function summed(all: readonly SeasonResult[]): SeasonResult[] {
  return [...Map.groupBy(all, ({ policy }) => policy)].map(([policy, results]) => {
    const sum = (field: Exclude<keyof SeasonResult, 'policy'>): number =>
      Math.round(results.reduce((total, result) => total + result[field], 0));
    return {
      policy,
      offers: sum('offers'),
      spent: sum('spent'),
      kept: sum('kept'),
      profit: sum('profit'),
      gained: sum('gained'),
      regret: sum('regret'),
    };
  });
}

const isWhole = (number: number, least = -Infinity, most = Infinity): boolean =>
  Number.isInteger(number) && number >= least && number <= most;

function main(): number {
  const { values } = parseArgs({ options });
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const customers = Number(values.customers);
  const holdoutShare = Number(values.holdout);
  const budget = values.budget === undefined ? customers * BUDGET_A_COMPLAINT : Number(values.budget);
  const seed = Number(values.seed);
  const seasons = Number(values.seasons);
  const wrong = [
    ...(isWhole(customers, 1, MOST_CUSTOMERS) ? [] : [`--customers takes 1 to ${MOST_CUSTOMERS}`]),
    ...(isWhole(seasons, 1) ? [] : ['--seasons takes a whole number from 1']),
    ...(isWhole(seed) ? [] : ['--seed takes a whole number']),
    ...(isWhole(budget, 0) ? [] : ['--budget takes a whole number of minor units']),
    ...(holdoutShare >= 0 && holdoutShare < 1 ? [] : ['--holdout takes a share from 0 to below 1']),
  ];
  if (wrong.length > 0) throw new WrongUsage(wrong.join('\n'));
  const played = Array.from({ length: seasons }, (_, index) =>
    runSeason({ seed: seed + index, customers, budget, holdoutShare, catalogue: defaultCatalogue }),
  );
  const results = summed(played.flatMap((one) => one.results));
  for (const result of results) console.log(JSON.stringify(result));
  const log = played[0]?.log ?? [];
  if (values.log !== undefined)
    writeFileSync(values.log, `${log.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const [current, ...others] = results;
  return current !== undefined && others.every(({ gained }) => gained <= current.gained) ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = explainFailure(error, usage);
}
