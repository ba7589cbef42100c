import { parseArgs } from 'node:util';
import { replay, Stopped, type Chosen } from './replay/replay.ts';
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

process.exitCode = await main();

async function main(): Promise<number> {
  const asked = readArguments();
  if (asked === 'help') {
    console.log(usage);
    return 0;
  }
  if (typeof asked === 'string') {
    console.error(`${asked}\n\n${usage}`);
    return 2;
  }
  try {
    const service = await serviceOf(asked);
    const counts = await replay(service, asked.chosen, asked.dryRun, (line) => {
      console.log(JSON.stringify(line));
    });
    console.error(
      `${counts.looked} messages: ${counts.missing} had no row, ${counts.taken} taken in now, ${counts.failed} failed`,
    );
    return counts.failed === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    console.error(error.message);
    return 1;
  }
}

interface Asked {
  readonly chosen: Chosen;
  readonly dryRun: boolean;
  readonly url: string;
  readonly functionName: string | undefined;
}

function readArguments(): Asked | string {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        id: { type: 'string' },
        day: { type: 'string' },
        missing: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        url: { type: 'string' },
        function: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }));
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  if (values.help) return 'help';
  const { id, day, missing } = values;
  const ways = [id !== undefined, day !== undefined, missing].filter(Boolean).length;
  if (ways !== 1) return 'Say which messages: one of --id, --day and --missing.';
  if (day !== undefined && (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))))
    return `--day takes a day such as 2026-11-27, not "${day}".`;
  if (values.url !== undefined && values.function !== undefined)
    return '--url is for the laptop and --function for a deployed stage: give one of them.';
  const url = values.url ?? 'http://localhost:4000';
  if (!URL.canParse(url)) return `--url takes an address such as http://localhost:4000, not "${url}".`;
  const chosen: Chosen =
    id === undefined
      ? day === undefined
        ? { kind: 'missing' }
        : { kind: 'day', day }
      : { kind: 'id', messageId: id };
  return { chosen, dryRun: values['dry-run'], url, functionName: values.function };
}
