import { constants, openAsBlob } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { explainFailure, Stopped, WrongUsage } from './explain-failure.ts';
import { bar, countOf, newPace, newProgressLine, type Pace } from './terminal/progress-line.ts';
import { ask, patiently, refusal, tokenFor } from './cloud/staff-call.ts';

const usage = `Imports customers, orders or outcomes from a CSV or NDJSON file.

  npm run import -- customers|orders|outcomes FILE [--url URL]
  npm run import -- customers|orders|outcomes --resume ID [--url URL]

  --url URL    where Amends runs; http://localhost:4000 when left out
  --resume ID  go on with an import that stopped, where it stopped (no upload)

The first line of a CSV file names the columns; npm run -s import prints only the summary:
  {"importId","state","read","written","unchanged","errorCount","errors":[{"row","field","message"}],"unknownColumns","otherCurrencies","nextRow"}
Row 1 is the first after the header. Importing the same file again changes nothing and counts as unchanged.
Elsewhere than on the laptop set AMENDS_TOKEN to a staff token of a marketer or lead.
Ends with 0 when every row went in, 1 when some did not or the import failed.`;

const createdSchema = z.object({ importId: z.string(), uploadUrl: z.string() });
const progressSchema = z.object({
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  read: z.int(),
  written: z.int(),
  unchanged: z.int(),
  errorCount: z.int(),
  errors: z.array(z.object({ row: z.int(), field: z.string(), message: z.string() })),
  unknownColumns: z.array(z.string()),
  otherCurrencies: z.array(z.string()),
  nextRow: z.int(),
  offset: z.int(),
  size: z.int().optional(),
  failure: z.string().optional(),
});
type Progress = z.infer<typeof progressSchema>;

/** Where a file of each kind is announced. */
const pathOf = {
  customers: 'customers/import',
  orders: 'orders/import',
  outcomes: 'imports/outcomes',
} as const;

const isKind = (kind: string): kind is keyof typeof pathOf => kind in pathOf;

/** A small file is done in seconds; of a large one a look a second is enough. */
const POLL_MS = 300;
const SLOW_POLL_MS = 1000;
const QUICK_POLLS = 30;
const SHOWN_ERRORS = 20;

function readArguments() {
  const options = {
    url: { type: 'string', default: 'http://localhost:4000' },
    resume: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return undefined;
  const [kind, file, ...rest] = positionals;
  if (kind === undefined || !isKind(kind))
    throw new WrongUsage('say what the file holds: customers, orders or outcomes');
  if (rest.length > 0) throw new WrongUsage('one file at a time');
  if ((file === undefined) === (values.resume === undefined))
    throw new WrongUsage('name a file, or the import to go on with');
  return { kind, file, resume: values.resume, url: values.url.replace(/\/+$/, '') };
}

/** The body of an answer; a refusal ends the command. */
async function call(url: string, init: RequestInit): Promise<unknown> {
  const answered = await ask(url, init);
  if (answered.status >= 400) throw refusal(new URL(url).pathname, answered);
  return answered.body;
}

async function upload(file: string, uploadUrl: string): Promise<void> {
  const response = await fetch(uploadUrl, { method: 'PUT', body: await openAsBlob(file) });
  if (!response.ok) throw new Stopped(`the upload was refused with ${response.status}; try again`);
}

function progressLine({ offset, size, read, errorCount }: Progress, pace: Pace): string {
  const errors = errorCount > 0 ? `, ${countOf(errorCount)} errors` : '';
  if (size === undefined || size === 0) return `waiting for the first rows${errors}`;
  return `${bar(offset / size)}${pace.left(size)}, ${countOf(read)} rows${errors}`;
}

async function watch(url: string, importId: string, headers: Record<string, string>): Promise<Progress> {
  const pace = newPace();
  const line = newProgressLine();
  for (let polls = 1; ; polls += 1) {
    const progress = progressSchema.parse(
      await patiently(line, () => call(`${url}/api/staff/imports/${importId}`, { headers })),
    );
    pace.note(progress.offset);
    if (progress.state !== 'running' && progress.state !== 'waiting') {
      line.end(progressLine(progress, pace));
      return progress;
    }
    line.show(progressLine(progress, pace));
    await pause(polls < QUICK_POLLS ? POLL_MS : SLOW_POLL_MS);
  }
}

/** Before anything is asked for: an import that has no file would wait for one. */
async function needReadable(file: string): Promise<void> {
  await access(file, constants.R_OK).catch(() => {
    throw new WrongUsage(`${file} cannot be read`);
  });
  if ((await stat(file)).isDirectory()) throw new WrongUsage(`${file} is a folder; name a file`);
}

async function main(): Promise<number> {
  const request = readArguments();
  if (!request) {
    console.log(usage);
    return 0;
  }
  const { kind, file, url } = request;
  if (file !== undefined) await needReadable(file);
  const headers = { authorization: `Bearer ${await tokenFor(url, 'marketer')}` };
  const staff = `${url}/api/staff`;

  let importId = request.resume;
  if (file !== undefined) {
    const created = createdSchema.parse(await call(`${staff}/${pathOf[kind]}`, { method: 'POST', headers }));
    importId = created.importId;
    console.error(`import ${importId}: uploading ${file}`);
    await upload(file, created.uploadUrl);
  }
  if (importId === undefined) throw new WrongUsage('name a file, or the import to go on with');
  await call(`${staff}/imports/${importId}/start`, { method: 'POST', headers });
  const { failure, offset: _offset, size: _size, ...summary } = await watch(url, importId, headers);

  for (const { row, field, message } of summary.errors.slice(0, SHOWN_ERRORS)) {
    console.error(`row ${row}${field === '' ? '' : `, ${field}`}: ${message}`);
  }
  if (summary.errorCount > SHOWN_ERRORS)
    console.error(`… and ${summary.errorCount - SHOWN_ERRORS} more errors; the summary holds the first 1000`);
  if (summary.unknownColumns.length > 0) {
    const kept = kind === 'customers' ? 'kept as attributes' : 'not kept';
    console.error(`unknown columns, ${kept}: ${summary.unknownColumns.join(', ')}`);
  }
  if (summary.otherCurrencies.length > 0) {
    console.error(
      `amounts in ${summary.otherCurrencies.join(', ')} are compared as they stand, though you count in another currency: tiers and offers may be wrong. Convert them and import again, or set currency`,
    );
  }
  console.log(JSON.stringify({ importId, ...summary, ...(failure !== undefined && { failure }) }));
  if (summary.state === 'failed') {
    console.error(`stopped at row ${summary.nextRow}: ${failure ?? 'unknown'}`);
    console.error(`when it is mended: npm run import -- ${kind} --resume ${importId} --url ${url}`);
  }
  return summary.state === 'done' && summary.errorCount === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
