import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { formatMoney } from '../functions/domain/money.ts';
import { advantage, evaluate, lackingFor, verdictOf } from '../functions/domain/policy/estimate.ts';
import { choiceOf, type LoggedChoice, type LoggedLine } from '../functions/domain/policy/logged-choice.ts';
import { alwaysCheapest, asLogged, highestRiskFirst, noOffers } from '../functions/domain/policy/policies.ts';
import { verdictInWords } from '../functions/domain/policy/words.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { linesOfFile } from './policy/file-log.ts';
import { linesOfLog } from './policy/live-log.ts';
import { ask, tokenFor } from './cloud/staff-call.ts';

const usage = `Says from the decision log whether the current policy beats simpler ones.

  npm run -s policy -- --url URL [--from DAY] [--to DAY] [--out FILE.jsonl] [--currency USD] [--share 0.3] [--json]
  npm run -s policy -- --log FILE.jsonl [--currency USD] [--share 0.3] [--json]

  --url URL       where Amends runs, such as http://localhost:4000: reads its decision log, with the outcomes of which
                  it was told. Elsewhere than on the laptop set AMENDS_TOKEN to a staff token of an auditor
  --from, --to    days or instants of the decisions; the last 30 days when left out. An outcome counts for 90 days, so
                  let the range end where most are known
  --out FILE      also writes what was read, for --log
  --log FILE      one decision per line: {"decision":{…},"worth":N,"risk":0..1,"outcome":{"kept":true,"cost":N}}
                  as --out and npm run -s season -- --log write it; amounts in minor units
  --share SHARE   customers that "highest risk first" makes offers to; 0.3 when left out
  --json          print the figures as JSON lines instead of sentences

"Highest risk first" and "always the cheapest" are judged by inverse propensity, self-normalised, and doubly robust;
the sentence goes by the doubly robust one. Amounts are per decision. Decisions without a known outcome are left out.
Ends with 0 when it is done, 1 when it was refused or failed, 2 on bad usage.`;

const options = {
  url: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string' },
  log: { type: 'string' },
  currency: { type: 'string', default: 'USD' },
  share: { type: 'string', default: '0.3' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

const reasons = {
  campaign: 'are of campaigns, which their own holdout judges',
  'not-followed': 'are of customers whom we do not know or who had been drawn before',
  'no-choice': 'left no choice',
  'no-outcome': 'have no known outcome',
  'no-chances': 'do not say with what chance they were drawn',
} as const;

/** A comparison that rests on fewer is always "not yet known" (`verdictOf`). */
const FEWEST = 50;

interface Read {
  readonly choices: LoggedChoice[];
  readonly left: Map<keyof typeof reasons, number>;
}

const noneRead = (): Read => ({ choices: [], left: new Map() });

function leaveOut({ left }: Read, why: keyof typeof reasons): void {
  left.set(why, (left.get(why) ?? 0) + 1);
}

function take(read: Read, line: LoggedLine): void {
  const found = choiceOf(line);
  if ('choice' in found) read.choices.push(found.choice);
  else leaveOut(read, found.why);
}

async function readFile(file: string): Promise<Read> {
  const read = noneRead();
  for await (const line of linesOfFile(file, (text) => console.error(text))) take(read, line);
  return read;
}

async function readRunning(
  url: string,
  { from, to, out }: { readonly from?: string; readonly to?: string; readonly out?: string },
): Promise<Read> {
  const headers = { authorization: `Bearer ${await tokenFor(url, 'auditor')}` };
  const read = noneRead();
  const lines: string[] = [];
  for await (const one of linesOfLog((path) => ask(`${url}${path}`, { headers }), { from, to })) {
    if ('why' in one) {
      leaveOut(read, one.why);
      continue;
    }
    take(read, one.line);
    lines.push(`${JSON.stringify(one.line)}\n`);
  }
  if (out !== undefined) {
    writeFileSync(out, lines.join(''));
    console.error(`${lines.length} decisions written to ${out}`);
  }
  return read;
}

function readArguments() {
  const { values } = parseArgs({ options });
  const { url, log, from, to, out } = values;
  if (values.help) return values;
  if ((url === undefined) === (log === undefined)) throw new WrongUsage('give either --url or --log');
  if (log !== undefined && [from, to, out].some((one) => one !== undefined))
    throw new WrongUsage('--from, --to and --out go with --url');
  if (url !== undefined && !URL.canParse(url)) throw new WrongUsage(`--url ${url} is no address`);
  const share = Number(values.share);
  if (!(share > 0 && share <= 1)) throw new WrongUsage('--share takes a number above 0, at most 1');
  if (!/^[A-Z]{3}$/.test(values.currency)) throw new WrongUsage('--currency takes a code such as USD');
  return values;
}

async function main(): Promise<number> {
  const values = readArguments();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { choices, left } =
    values.log === undefined
      ? await readRunning((values.url ?? '').replace(/\/+$/, ''), values)
      : await readFile(values.log);
  for (const [why, count] of left) console.error(`${count} decisions ${reasons[why]}: left out`);
  console.error(`${choices.length} decisions compared`);
  if (choices.length === 0) {
    console.log(
      left.size === 0
        ? 'There is no decision in this log yet.'
        : 'It is not yet known: no decision with a choice has a known outcome.',
    );
    return 0;
  }
  if (choices.length < FEWEST)
    console.error(`too few to say anything: at least ${FEWEST} decisions with a known outcome are needed`);
  const current = evaluate(choices, asLogged);
  if (values.json) console.log(JSON.stringify({ policy: asLogged.name, ...current }));
  for (const other of [alwaysCheapest, highestRiskFirst(choices, Number(values.share)), noOffers]) {
    const judged = evaluate(choices, other);
    const difference = advantage(choices, asLogged, other);
    const verdict = verdictOf(difference, current, judged);
    if (values.json) {
      console.log(JSON.stringify({ policy: other.name, ...judged, currentBrings: difference, verdict }));
    } else {
      const money = (amount: number): string => formatMoney(amount, values.currency, 'en');
      console.log(
        verdictInWords(
          { policy: asLogged.name, other: other.name },
          verdict,
          difference,
          money,
          lackingFor(choices.length, difference, current, judged),
        ),
      );
    }
  }
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
