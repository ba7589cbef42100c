import { writeFileSync } from 'node:fs';
import { defaultCatalogue } from '../functions/domain/offer/default-catalogue.ts';
import { runSeason } from '../functions/domain/policy/season.ts';
import { readOptions } from './read-options.ts';

const usage = `Plays a season of complaints by customers whose response to offers is known, under several ways to choose.

  npm run -s season -- [--customers N] [--seed N] [--budget AMOUNT] [--holdout SHARE] [--log FILE.jsonl]

  --customers N    complaints in nine months; 5000 when left out
  --budget AMOUNT  what offers of one month may cost, in minor units; 60 for each complaint when left out
  --holdout SHARE  customers who get no offer by chance; 0.1 when left out
  --log FILE       write the decisions of the current policy with their outcomes, for npm run -s policy

Prints one JSON line per policy, amounts in minor units: {"policy","offers","spent","kept","profit","gained","regret"}.
"gained" is what is expected over no offers under the true response, "regret" what knowing it would bring more.
Ends with 1 when another way gains more than the current policy.`;

const options = {
  customers: { type: 'string', default: '5000' },
  seed: { type: 'string', default: '1' },
  budget: { type: 'string' },
  holdout: { type: 'string', default: '0.1' },
  log: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Minor units of a month's budget for each complaint of the season. */
const BUDGET_A_COMPLAINT = 60;

function main(): number {
  const values = readOptions(options, usage);
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const customers = Number(values.customers);
  const holdoutShare = Number(values.holdout);
  const budget = values.budget === undefined ? customers * BUDGET_A_COMPLAINT : Number(values.budget);
  const seed = Number(values.seed);
  const fits =
    Number.isInteger(customers) &&
    customers > 0 &&
    customers <= 1_000_000 &&
    holdoutShare >= 0 &&
    holdoutShare < 1 &&
    Number.isInteger(budget) &&
    budget >= 0 &&
    Number.isInteger(seed);
  if (!fits) {
    console.error(`a number does not fit\n\n${usage}`);
    return 2;
  }
  const { results, log } = runSeason({ seed, customers, budget, holdoutShare, catalogue: defaultCatalogue });
  for (const result of results) {
    const { profit, gained, regret, ...counts } = result;
    console.log(
      JSON.stringify({
        ...counts,
        profit: Math.round(profit),
        gained: Math.round(gained),
        regret: Math.round(regret),
      }),
    );
  }
  if (values.log !== undefined)
    writeFileSync(values.log, `${log.map((line) => JSON.stringify(line)).join('\n')}\n`);
  const [current, ...others] = results;
  return current !== undefined && others.every(({ gained }) => gained < current.gained) ? 0 : 1;
}

process.exitCode = main();
