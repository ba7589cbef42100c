import { parseArgs } from 'node:util';
import * as z from 'zod';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { ask, refusal, tokenFor } from './cloud/staff-call.ts';

const usage = `Shows why no automatic mail goes to an address, and lets it go there again.

  npm run -s address -- show ADDRESS
  npm run -s address -- free ADDRESS --why TEXT

  --why TEXT    for the record: how you know that mail arrives there
  --url URL     where Amends runs; http://localhost:4000 when left out

An address stops by a bounce for good, three mails in two weeks that did not arrive, or a complaint. Freed, it gets
automatic mail again, on cases that are not over too; who freed it and why is kept. A wish to hear no marketing stays.
Prints {"address","stopped":{"at","why"}|null,"released":[{"at","by","why","stopped"}]}. Freeing what is not stopped
changes nothing. Elsewhere than on the laptop set AMENDS_TOKEN to a staff token of a handler or lead.
Ends with 0 when it is done, 1 when it was refused or failed, 2 on bad usage.`;

/** Nor is there a case whose customer is not written to because it was. */
const NOT_STOPPED = 409;

const shownSchema = z.object({
  address: z.string(),
  stopped: z.object({ at: z.string(), why: z.string() }).nullable(),
  released: z.array(z.unknown()),
});

function readArguments() {
  const options = {
    url: { type: 'string', default: 'http://localhost:4000' },
    why: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return undefined;
  const [does, address, ...rest] = positionals;
  if (does !== 'show' && does !== 'free') throw new WrongUsage('say what to do: show or free');
  if (address === undefined || rest.length > 0) throw new WrongUsage(`${does} takes one address`);
  if (does === 'free' && values.why === undefined) throw new WrongUsage('free wants --why, for the record');
  if (!URL.canParse(values.url)) throw new WrongUsage(`--url ${values.url} is no address`);
  return { does, address, why: values.why ?? '', url: values.url.replace(/\/+$/, '') };
}

async function main(): Promise<number> {
  const request = readArguments();
  if (!request) {
    console.log(usage);
    return 0;
  }
  const { does, address, why, url } = request;
  const addresses = `${url}/api/staff/addresses`;
  const headers = { authorization: `Bearer ${await tokenFor(url, 'handler')}` };
  const read = await ask(`${addresses}?address=${encodeURIComponent(address)}`, { headers });
  if (read.status !== 200) throw refusal('/api/staff/addresses', read);
  const shown = shownSchema.parse(read.body);
  if (does === 'show') {
    console.log(JSON.stringify(shown));
    return 0;
  }
  const freed = await ask(`${addresses}/free`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'if-match': read.etag ?? '' },
    body: JSON.stringify({ address, why }),
  });
  if (freed.status === NOT_STOPPED) {
    console.error(`mail to ${shown.address} is not stopped; nothing was changed`);
    console.log(JSON.stringify(shown));
    return 0;
  }
  if (freed.status !== 200) throw refusal('/api/staff/addresses/free', freed);
  console.log(JSON.stringify(freed.body));
  return 0;
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
