import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { openApiDocument } from './openapi/document.ts';
import { readOptions } from './terminal/read-options.ts';

const usage = `Writes the description of the API from the schemas that parse its requests.

  npm run openapi [-- --check]

  --check  write nothing; fail when the committed file is out of date

The file is functions/handlers/public-api/openapi.json, served at /api/openapi.json.`;

const options = {
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h' },
} as const;

function main(): number {
  const values = readOptions(options, usage);
  if (values.help === true) {
    console.log(usage);
    return 0;
  }
  const path = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));
  const target = path('functions/handlers/public-api/openapi.json');
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(path('package.json'), 'utf8')));
  const text = `${JSON.stringify(openApiDocument(version), null, 2)}\n`;
  if (!values.check) {
    writeFileSync(target, text);
    console.error(`wrote ${target}`);
    return 0;
  }
  if (readFileSync(target, 'utf8') === text) return 0;
  console.error(
    'functions/handlers/public-api/openapi.json is out of date: run `npm run openapi` and commit it.',
  );
  return 1;
}

process.exitCode = main();
