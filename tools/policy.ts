import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { formatMoney } from '../functions/domain/money.ts';
import { advantage, evaluate, verdictOf } from '../functions/domain/policy/estimate.ts';
import { choiceOf, loggedLineSchema, type LoggedChoice } from '../functions/domain/policy/logged-choice.ts';
import { alwaysCheapest, asLogged, highestRiskFirst, noOffers } from '../functions/domain/policy/policies.ts';
import { verdictInWords } from '../functions/domain/policy/words.ts';
import { readOptions } from './read-options.ts';
import { UnusableTable } from './unusable-table.ts';

const usage = `Says from the decision log whether the current policy beats simpler ones.

  npm run -s policy -- --log FILE.jsonl [--currency USD] [--share 0.3] [--json]

  --log FILE      one decision per line: {"decision":{…},"worth":N,"risk":0..1,"outcome":{"kept":true,"cost":N}}
                  as npm run -s season -- --log writes it; amounts in minor units. A line without an outcome is left out
  --share SHARE   customers that "highest risk first" makes offers to; 0.3 when left out
  --json          print the figures as JSON lines instead of sentences

"Highest risk first" and "always the cheapest" are judged by inverse propensity, self-normalised, and doubly robust;
the sentence goes by the doubly robust one. Amounts are per decision.`;

const options = {
  log: { type: 'string' },
  currency: { type: 'string', default: 'USD' },
  share: { type: 'string', default: '0.3' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws UnusableTable naming the line */
async function readLog(
  file: string,
): Promise<{ choices: LoggedChoice[]; left: Map<keyof typeof reasons, number> }> {
  const choices: LoggedChoice[] = [];
  const left = new Map<keyof typeof reasons, number>();
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    number += 1;
    if (text.trim() === '') continue;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      throw new UnusableTable(
        `line ${number} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const line = loggedLineSchema.safeParse(json);
    if (!line.success)
      throw new UnusableTable(`line ${number} is not a decision of the log:\n${z.prettifyError(line.error)}`);
    const read = choiceOf(line.data);
    if ('choice' in read) choices.push(read.choice);
    else left.set(read.why, (left.get(read.why) ?? 0) + 1);
  }
  return { choices, left };
}

const reasons = {
  'no-choice': 'left no choice',
  'no-outcome': 'have no known outcome',
  'no-chances': 'were made before chances were logged',
} as const;

async function main(): Promise<number> {
  const values = readOptions(options, usage);
  const share = Number(values.share);
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  if (values.log === undefined || !(share > 0 && share <= 1) || !/^[A-Z]{3}$/.test(values.currency)) {
    console.error(usage);
    return 2;
  }
  const { choices, left } = await readLog(values.log);
  for (const [why, count] of left) console.error(`${count} decisions ${reasons[why]}: left out`);
  console.error(`${choices.length} decisions compared`);
  if (choices.length === 0) {
    console.log('It is not yet known: no decision with a choice has a known outcome.');
    return 0;
  }
  const current = evaluate(choices, asLogged);
  if (values.json) console.log(JSON.stringify({ policy: asLogged.name, ...current }));
  for (const other of [alwaysCheapest, highestRiskFirst(choices, share), noOffers]) {
    const judged = evaluate(choices, other);
    const difference = advantage(choices, asLogged, other);
    const verdict = verdictOf(difference, current, judged);
    if (values.json) {
      console.log(JSON.stringify({ policy: other.name, ...judged, currentBrings: difference, verdict }));
    } else {
      const money = (amount: number): string => formatMoney(amount, values.currency, 'en');
      console.log(verdictInWords({ policy: asLogged.name, other: other.name }, verdict, difference, money));
    }
  }
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  if (!(error instanceof UnusableTable) && !missing) throw error;
  console.error(error.message);
  return 1;
});
