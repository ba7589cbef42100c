import { parseArgs } from 'node:util';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { replay, type Chosen } from './replay/replay.ts';
import { serviceOf } from './replay/service.ts';

const usage = `Takes in stored mail that the intake ledger does not have. What has a row in the ledger stays as it is.

  npm run -s replay -- (--id ID | --day YYYY-MM-DD | --missing) [--dry-run] [--url URL | --function NAME]

  --id ID          one message, by its SES message id (the object's name in the bucket)
  --day DAY        every message stored on that day (UTC)
  --missing        every message that has no row in the ledger
  --dry-run        only say what would be done
  --url URL        the laptop cloud to work on; http://localhost:4000 when left out
  --function NAME  a deployed stage instead: its output ReceiveMailFunctionName. Credentials and region come from
                   the environment, as for the AWS command line; they must be allowed to read the function's
                   configuration, table and bucket, and to invoke it

Prints one JSON line a message: {"id","storedAt","was":"missing|ledgered","outcome","caseId","reason"}.
A message taken in this way has no verdicts of the mail server: they are gone with the event. If the event is among
the dead letters of mail, put that back first (docs/runbook.md#mail-dead-letters).
Ends with 0 when every message has an end in the ledger, 1 when one has not.`;

interface Asked {
  readonly chosen: Chosen;
  readonly dryRun: boolean;
  readonly url: string;
  readonly functionName: string | undefined;
}

const options = {
  id: { type: 'string' },
  day: { type: 'string' },
  missing: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  url: { type: 'string', default: 'http://localhost:4000' },
  function: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What is asked for; undefined for the help. */
function readArguments(): Asked | undefined {
  const { values, tokens } = parseArgs({ options, tokens: true });
  if (values.help) return undefined;
  const { id, day, missing, url } = values;
  const ways = [id !== undefined, day !== undefined, missing].filter(Boolean).length;
  if (ways !== 1) throw new WrongUsage('Say which messages: one of --id, --day and --missing.');
  if (day !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))))
    throw new WrongUsage(`--day takes a day such as 2026-11-27, not "${day}".`);
  if (values.function !== undefined && tokens.some((one) => one.kind === 'option' && one.name === 'url'))
    throw new WrongUsage('--url is for the laptop and --function for a deployed stage: give one of them.');
  if (!URL.canParse(url))
    throw new WrongUsage(`--url takes an address such as http://localhost:4000, not "${url}".`);
  return { chosen: chosenBy(id, day), dryRun: values['dry-run'], url, functionName: values.function };
}

function chosenBy(messageId: string | undefined, day: string | undefined): Chosen {
  if (messageId !== undefined) return { kind: 'id', messageId };
  return day === undefined ? { kind: 'missing' } : { kind: 'day', day };
}

async function main(): Promise<number> {
  const asked = readArguments();
  if (!asked) {
    console.log(usage);
    return 0;
  }
  const service = await serviceOf(asked);
  const counts = await replay(service, asked.chosen, asked.dryRun, (line) => {
    console.log(JSON.stringify(line));
  });
  console.error(
    `${counts.looked === 1 ? '1 message' : `${counts.looked} messages`}: ${counts.missing} had no row, ${counts.taken} taken in now, ${counts.failed} failed`,
  );
  return counts.failed === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
