import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { explainFailure, Stopped, WrongUsage } from './explain-failure.ts';
import { bar, countOf, newPace, newProgressLine, type Pace } from './terminal/progress-line.ts';
import { ask, patiently, refusal, tokenFor, type Answered } from './cloud/staff-call.ts';

const usage = `Runs campaigns and watches them.

  npm run -s campaign -- list
  npm run -s campaign -- ready-made                      what there is to begin with
  npm run campaign -- create FILE.json|READY-MADE        keeps a draft
  npm run campaign -- run ID|FILE.json|READY-MADE [--watch]
  npm run campaign -- watch ID
  npm run -s campaign -- show ID
  npm run campaign -- pause|resume|stop ID
  npm run -s campaign -- dry-run ID                      what would happen, from a sample; nobody is written to
  npm run campaign -- test-send ID                       each mail to yourself
  npm run -s campaign -- preview RULE.json               whom a segment rule finds, and what a mail to them costs
  npm run -s campaign -- approvals                       offers that wait for a lead, those first that wait no longer soonest
  npm run campaign -- approve|decline OFFER              as a lead; not by who had a hand in its definition

  --url URL     where Amends runs; http://localhost:4000 when left out
  --watch       stay until the pass is over, with a bar and the time left; Ctrl-C stops only the watching

A definition is JSON: {"name","segment","trigger","again"?,"sendAt"?,"holdoutShare","experiment"?,"mailsAtMost","steps"};
what "ready-made" prints are such. Triggers: {"when":"asked"}, {"when":"daily","at"}, {"when":"festival","festival",
"daysBefore","at"}, {"when":"crosses","what":"risk"|"silence","from","back","at"} (once a day: was below the line, is over
it), {"when":"happens","what":"tier-falls"|"promise-broken"}. Steps: mail, ask, offer ("offers":[ids of the catalogue] or
"choose":true), wait, branch (on "answer", "offer" or "rule"), hand-over, end. The API's description is at /api/openapi.json.

Prints one line of JSON; progress goes to stderr. Elsewhere than on the laptop set AMENDS_TOKEN to a staff token of a
marketer or lead. Ends with 0 when it is done, 1 when it was refused or failed, 2 on bad usage.`;

const commands = [
  'list',
  'ready-made',
  'create',
  'run',
  'watch',
  'show',
  'pause',
  'resume',
  'stop',
  'dry-run',
  'test-send',
  'preview',
  'approvals',
  'approve',
  'decline',
] as const;
type Command = (typeof commands)[number];

/** Said by a lead about one offer. */
const isDecision = (command: Command): boolean => command === 'approve' || command === 'decline';

const campaignSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  considered: z.int(),
  counts: z.record(z.string(), z.int()),
  answered: z.int(),
  bounced: z.int(),
  kept: z.int(),
  pass: z
    .object({
      number: z.int(),
      kind: z.enum(['base', 'due']),
      endedAt: z.string().nullable(),
      looked: z.int(),
      of: z.int().nullable(),
      secondsLeft: z.number().nullable(),
    })
    .nullable(),
});
type Shown = z.infer<typeof campaignSchema>;

const POLL_MS = 1000;
const RACES = 5;

function readArguments() {
  const options = {
    url: { type: 'string', default: 'http://localhost:4000' },
    watch: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return undefined;
  const [name, subject, ...rest] = positionals;
  const command = commands.find((one) => one === name);
  if (!command) throw new WrongUsage(`say what to do: ${commands.join(', ')}`);
  const needsSubject = !['list', 'ready-made', 'approvals'].includes(command);
  const takes = isDecision(command) ? 'offer' : command === 'preview' ? 'file' : 'campaign';
  if (rest.length > 0 || (subject !== undefined) !== needsSubject)
    throw new WrongUsage(needsSubject ? `${command} takes one ${takes}` : `${command} takes nothing`);
  if (!URL.canParse(values.url)) throw new WrongUsage(`--url ${values.url} is no address`);
  return { command, subject: subject ?? '', url: values.url.replace(/\/+$/, ''), watch: values.watch };
}

const ListSchema = z.object({ items: z.array(z.unknown()), cursor: z.string().nullable() });

interface Calls {
  readonly ask: (path: string) => Promise<Answered>;
  readonly get: (path: string) => Promise<unknown>;
  readonly post: (path: string, body?: object, version?: string) => Promise<Answered>;
}

function callsTo(url: string, token: string): Calls {
  const authorization = `Bearer ${token}`;
  const staff = `${url}/api/staff`;
  return {
    ask: (path) => ask(`${staff}/${path}`, { headers: { authorization } }),
    get: async (path) => got(path, await ask(`${staff}/${path}`, { headers: { authorization } })),
    post: (path, body, version) =>
      ask(`${staff}/${path}`, {
        method: 'POST',
        headers: {
          authorization,
          ...(body && { 'content-type': 'application/json' }),
          ...(version !== undefined && { 'if-match': version }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
  };
}

function jsonIn(file: string): object {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new WrongUsage(`${file} cannot be read`);
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new Stopped(`${file} is not a JSON object`);
  }
}

/** What was answered, if it is no refusal. */
function got(path: string, answered: Answered): unknown {
  if (answered.status >= 400) throw refusal(path, answered);
  return answered.body;
}

/** Every campaign, those that run or wait first. */
async function allCampaigns(calls: Calls): Promise<unknown[]> {
  const items: unknown[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    const page = ListSchema.parse(await calls.get(`campaigns${query}`));
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return items;
}

/** A file, or the name of a ready-made campaign, as a draft. */
async function create(calls: Calls, subject: string): Promise<Shown> {
  const body = existsSync(subject) || subject.endsWith('.json') ? jsonIn(subject) : { readyMade: subject };
  return campaignSchema.parse(got('campaigns', await calls.post('campaigns', body)));
}

/**
 * A campaign that runs changes by itself: what was read is read again when it was overtaken. An offer does not, so that
 * nobody decides about what a colleague has decided.
 */
async function act(calls: Calls, of: string, id: string, action: Command): Promise<unknown> {
  for (let attempt = isDecision(action) ? RACES : 1; ; attempt += 1) {
    const path = `${of}/${encodeURIComponent(id)}`;
    const found = await calls.ask(path);
    got(path, found);
    const done = await calls.post(`${path}/${action}`, undefined, found.etag ?? '');
    if (done.status === 412 && attempt < RACES) continue;
    return got(`${path}/${action}`, done);
  }
}

const approvalsSchema = z.object({ items: z.array(z.unknown()), cursor: z.string().nullable() });

/** All that wait, page after page. */
async function approvals(calls: Calls): Promise<{ readonly items: readonly unknown[] }> {
  const items: unknown[] = [];
  let cursor = '';
  do {
    const page = approvalsSchema.parse(await calls.get(`offers/approvals?cursor=${cursor}`));
    items.push(...page.items);
    cursor = page.cursor ?? '';
  } while (cursor !== '');
  return { items };
}

async function watch(calls: Calls, id: string): Promise<Shown> {
  const pace = newPace();
  const line = newProgressLine();
  for (;;) {
    const shown = campaignSchema.parse(
      await patiently(line, () => calls.get(`campaigns/${encodeURIComponent(id)}`)),
    );
    if (shown.pass) pace.note(shown.pass.looked);
    // One that waits for what happens to customers has no pass to watch.
    const isOver = shown.status !== 'running' || shown.pass === null || shown.pass.endedAt !== null;
    if (isOver) {
      line.end(lineOf(shown, pace));
      for (const [outcome, count] of Object.entries(shown.counts).sort(([, a], [, b]) => b - a))
        process.stderr.write(`  ${outcome.padEnd(18)} ${countOf(count).padStart(11)}\n`);
      return shown;
    }
    line.show(lineOf(shown, pace));
    await pause(POLL_MS);
  }
}

/** A bar where it is known how many there are, with the time left at the pace of the last minute. */
function lineOf({ status, counts, answered, bounced, kept, pass }: Shown, pace: Pace): string {
  const sums = [
    `sent ${countOf(counts['sent'] ?? 0)}`,
    ...(answered > 0 ? [`answered ${countOf(answered)}`] : []),
    ...(bounced > 0 ? [`bounced ${countOf(bounced)}`] : []),
    ...(kept > 0 ? [`kept ${countOf(kept)}`] : []),
  ].join(', ');
  if (!pass) return `${status}, customers enter when it happens to them, ${sums}`;
  const looked = countOf(pass.looked);
  const isOver = pass.endedAt !== null;
  if (pass.of === null) return `${isOver ? status : 'next steps'}, ${looked} looked at, ${sums}`;
  if (isOver) return `${bar(1)}, ${looked} considered, ${sums}`;
  // How many there are is an estimate: the last ones are not the last until the pass has ended.
  const share = pass.of === 0 ? 0 : Math.min(0.99, pass.looked / pass.of);
  const halted = status === 'running' ? pace.left(pass.of) : `, ${status}`;
  // A narrow terminal cuts the end of the line, so the least comes last.
  return `${bar(share)}${halted}, ${looked} of about ${countOf(pass.of)}, ${sums}`;
}

async function main(): Promise<number> {
  const request = readArguments();
  if (!request) {
    console.log(usage);
    return 0;
  }
  const { command, subject, url } = request;
  const isLeads = isDecision(command) || command === 'approvals';
  const calls = callsTo(url, await tokenFor(url, isLeads ? 'lead' : 'marketer'));
  const print = (value: unknown): void => console.log(JSON.stringify(value));
  switch (command) {
    case 'list':
      print({ items: await allCampaigns(calls) });
      break;
    case 'ready-made':
      print(await calls.get('campaigns/ready-made'));
      break;
    case 'show':
      print(await calls.get(`campaigns/${encodeURIComponent(subject)}`));
      break;
    case 'create': {
      const created = await create(calls, subject);
      console.error(`${created.id} is a draft; run it: npm run campaign -- run ${created.id}`);
      print(created);
      break;
    }
    case 'run': {
      const id = subject.startsWith('cmp_') ? subject : (await create(calls, subject)).id;
      const started = await act(calls, 'campaigns', id, 'run');
      console.error(`${id} runs`);
      print(request.watch ? await watch(calls, id) : started);
      break;
    }
    case 'watch':
      print(await watch(calls, subject));
      break;
    case 'preview':
      print(got('segments/preview', await calls.post('segments/preview', { rule: jsonIn(subject) })));
      break;
    case 'pause':
    case 'resume':
    case 'stop':
    case 'dry-run':
    case 'test-send':
      print(await act(calls, 'campaigns', subject, command));
      break;
    case 'approvals':
      print(await approvals(calls));
      break;
    case 'approve':
    case 'decline':
      print(await act(calls, 'offers/approvals', subject, command));
      break;
  }
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
