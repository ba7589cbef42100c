import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import {
  catalogueDraftSchema,
  changesBetween,
  type CatalogueChange,
  type CatalogueDraft,
} from '../functions/domain/offer/catalogue-draft.ts';
import { editionSchema } from '../functions/domain/offer/edition.ts';
import { explainFailure, Stopped, WrongUsage } from './explain-failure.ts';
import { ask, refusal, tokenFor } from './cloud/staff-call.ts';

const usage = `Reads the catalogue of offers, and puts another in force.

  npm run -s offers -- show [--edition N] [--url URL]
  npm run offers -- apply FILE [--dry-run] [--url URL]

  apply FILE    a catalogue as JSON: {"offers":[…],"offersPerYear"?,"budgetPerMonth"?,"warnAtShare"?,"rewards"?};
                what "show" prints is one, to begin with. A reward is what points buy: {"id","points",
                "fulfilment":"voucher"|"person","needsApproval"?,"texts":{"en","zh-Hans"}}
  --dry-run     shows what would change, and changes nothing
  --edition N   an older edition; 0 is the catalogue we ship
  --url URL     where Amends runs; http://localhost:4000 when left out

Offers already made keep the terms they were made under. Amounts are in the minor unit of the firm's currency.
Prints {"edition","changes":[{"kind","path","before"?,"after"?}]}; without a change the edition stays the same.
Elsewhere than on the laptop set AMENDS_TOKEN to a staff token of a marketer or lead.
Ends with 0 when it is done, 1 when it was refused or failed, 2 on bad usage.`;

type Request =
  | { readonly does: 'show'; readonly url: string; readonly edition: string | undefined }
  | { readonly does: 'apply'; readonly url: string; readonly file: string; readonly dryRun: boolean };

function readArguments(): Request | undefined {
  const options = {
    url: { type: 'string', default: 'http://localhost:4000' },
    edition: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return undefined;
  const [does, file, ...rest] = positionals;
  const url = values.url.replace(/\/+$/, '');
  if (!URL.canParse(url)) throw new WrongUsage(`--url ${values.url} is no address`);
  if (does === 'show' && file === undefined) {
    if (values.edition !== undefined && !/^\d+$/.test(values.edition))
      throw new WrongUsage('--edition takes a number');
    return { does, url, edition: values.edition };
  }
  if (does !== 'apply') throw new WrongUsage('say what to do: show, or apply FILE');
  if (file === undefined || rest.length > 0) throw new WrongUsage('apply takes one file');
  return { does, url, file, dryRun: values['dry-run'] };
}

function readDraft(file: string): CatalogueDraft {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new WrongUsage(`${file} cannot be read`);
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Stopped(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const draft = catalogueDraftSchema.safeParse(withoutNotes(given));
  if (draft.success) return draft.data;
  const fields = draft.error.issues.map(
    ({ path, message }) => `\n  ${path.map(String).join('.')}: ${message}`,
  );
  throw new Stopped(`${file} is no catalogue:${fields.join('')}`);
}

/** `show` prints the history and the last changes too; sent back, they are not part of the catalogue. */
function withoutNotes(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => name !== 'history' && name !== 'changes'),
  );
}

const inWords = ({ kind, path, before, after }: CatalogueChange): string => {
  switch (kind) {
    case 'added':
      return `+ ${path} (${after ?? ''})`;
    case 'removed':
      return `- ${path} (${before ?? ''})`;
    case 'changed':
      return `~ ${path}: ${before ?? 'none'} → ${after ?? 'none'}`;
  }
};

const readCatalogue = editionSchema.extend({
  appliedAt: z.string().nullable(),
  appliedBy: z.string().nullable(),
});
const appliedSchema = z.object({
  edition: z.int(),
  changes: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed']),
      path: z.string(),
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
});

async function main(): Promise<number> {
  const request = readArguments();
  if (!request) {
    console.log(usage);
    return 0;
  }
  const draft = request.does === 'apply' ? readDraft(request.file) : undefined;
  const offers = `${request.url}/api/staff/offers`;
  const headers = { authorization: `Bearer ${await tokenFor(request.url, 'marketer')}` };
  const query = request.does === 'show' && request.edition !== undefined ? `?edition=${request.edition}` : '';
  const read = await ask(`${offers}${query}`, { headers });
  if (read.status !== 200 || read.etag === undefined) throw refusal('/api/staff/offers', read);
  if (request.does === 'show' || draft === undefined) {
    console.log(JSON.stringify(read.body, null, 2));
    return 0;
  }

  const current = readCatalogue.parse(read.body);
  if (request.dryRun) {
    const changes = changesBetween(current, draft);
    for (const change of changes) console.error(inWords(change));
    if (changes.length === 0) console.error('nothing would change');
    console.log(JSON.stringify({ edition: current.edition, changes }));
    return 0;
  }
  const put = await ask(offers, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json', 'if-match': read.etag },
    body: JSON.stringify(draft),
  });
  if (put.status !== 200) throw refusal('/api/staff/offers', put);
  const applied = appliedSchema.parse(put.body);
  for (const change of applied.changes) console.error(inWords(change));
  if (applied.changes.length === 0)
    console.error(`nothing changed; edition ${applied.edition} stays in force`);
  console.log(JSON.stringify(applied));
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
