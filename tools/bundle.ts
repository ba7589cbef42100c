import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type Metafile } from 'esbuild';
import * as z from 'zod';
import { descriptionBeside, descriptionName } from '../infra/bundling/description-beside.ts';
import { droppableSchemas } from '../infra/bundling/droppable-schemas.ts';
import { largeJson } from '../infra/bundling/large-json.ts';
import { schemasThatParse } from '../infra/bundling/schemas-that-parse.ts';
import { shapesLater } from '../infra/bundling/shapes-later.ts';
import { shortCues } from '../infra/bundling/short-cues.ts';
import { standIns } from '../infra/bundling/stand-ins.ts';
import { buildWeb } from '../infra/bundling/web-assets.ts';

/**
 * Bundles every handler in one esbuild call into `.build/functions/<name>/index.mjs`, the folders that
 * infrastructure takes as Lambda assets, and writes their sizes to `.build/sizes.json`. Nothing happens when
 * neither a source that went into the last bundle nor the lock file has changed.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, '.build');

/** CommonJS dependencies ask for `require`, which an ES module has only if it makes its own. */
const banner =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

const Manifest = z.object({
  handlers: z.array(z.string()),
  /** Path from the root → SHA-256 of what was bundled. */
  inputs: z.record(z.string(), z.string()),
});
type Manifest = z.infer<typeof Manifest>;

const manifestFile = join(out, 'manifest.json');
const alsoInputs = [
  'package-lock.json',
  'tools/bundle.ts',
  'infra/bundling/description-beside.ts',
  'infra/bundling/droppable-schemas.ts',
  'infra/bundling/large-json.ts',
  'infra/bundling/schemas-that-parse.ts',
  'infra/bundling/shapes-later.ts',
  'infra/bundling/short-cues.ts',
  'infra/bundling/stand-ins.ts',
  'infra/bundling/web-assets.ts',
];

/** What makes a bundle one of mail in and out, which may be larger: composing a message, or parsing one. */
const mailParts = /node_modules\/(?:nodemailer\/.*\/mail-composer|postal-mime)\//;

async function handlerNames(): Promise<string[]> {
  const folder = join(root, 'functions/handlers');
  const names = await readdir(folder);
  return names.filter((name) => existsSync(join(folder, name, 'handler.ts'))).sort();
}

async function fingerprint(paths: readonly string[]): Promise<Record<string, string>> {
  const entries = await Promise.all(
    paths.map(async (path) => {
      const file = join(root, path);
      const text = existsSync(file) ? await readFile(file) : 'absent';
      return [path, createHash('sha256').update(text).digest('hex')] as const;
    }),
  );
  return Object.fromEntries(entries);
}

async function unchanged(handlers: readonly string[]): Promise<boolean> {
  if (!existsSync(manifestFile)) return false;
  const last = Manifest.safeParse(JSON.parse(await readFile(manifestFile, 'utf8')));
  if (!last.success || last.data.handlers.join() !== handlers.join()) return false;
  if (handlers.some((name) => !existsSync(join(out, 'functions', name, 'index.mjs')))) return false;
  const now = await fingerprint(Object.keys(last.data.inputs));
  return Object.entries(last.data.inputs).every(([path, hash]) => now[path] === hash);
}

async function bundleHandlers(
  handlers: readonly string[],
  define: Readonly<Record<string, string>>,
): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      handlers.map((name) => [`${name}/index`, `functions/handlers/${name}/handler.ts`]),
    ),
    outdir: join(out, 'functions'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    // Chinese in the lexicon and the letters is half as long unescaped.
    charset: 'utf8',
    assetNames: descriptionName,
    plugins: [
      descriptionBeside,
      standIns,
      droppableSchemas,
      schemasThatParse,
      shapesLater,
      largeJson,
      shortCues,
    ],
    legalComments: 'none',
    banner: { js: banner },
    define,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** Without what lies beside them. */
const bundles = ({ outputs }: Metafile) => Object.entries(outputs).filter(([file]) => file.endsWith('.mjs'));

/** Bytes of each bundle, of the JSON inside it (models are counted apart from code), and whether it reads or writes mail. */
function sizes(metafile: Metafile): Record<string, { bytes: number; json: number; mail: boolean }> {
  return Object.fromEntries(
    bundles(metafile).map(([file, output]) => {
      const inputs = Object.keys(output.inputs);
      const json = Object.entries(output.inputs)
        .filter(([input]) => input.endsWith('.json'))
        .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
      return [
        relative(join(root, '.build/functions'), join(root, dirname(file))),
        { bytes: output.bytes, json, mail: inputs.some((input) => mailParts.test(input)) },
      ];
    }),
  );
}

/** A handler that is gone must not be deployed again; the others are overwritten in place. */
async function removeStale(handlers: readonly string[]): Promise<void> {
  const folder = join(out, 'functions');
  const present = existsSync(folder) ? await readdir(folder) : [];
  const stale = present.filter((name) => !handlers.includes(name));
  await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

async function bundle({ force }: { force: boolean }): Promise<void> {
  const handlers = await handlerNames();
  if (!force && (await unchanged(handlers))) {
    console.error(`bundles are up to date (${handlers.length} functions)`);
    return;
  }
  const started = performance.now();
  await rm(manifestFile, { force: true });
  await removeStale(handlers);
  const web = await buildWeb();
  const metafile = await bundleHandlers(handlers, web.define);
  const sources = Object.keys(metafile.inputs).filter((path) => existsSync(join(root, path)));
  const inputs = await fingerprint([...alsoInputs, ...web.inputs, ...sources]);
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'sizes.json'), `${JSON.stringify(sizes(metafile), null, 2)}\n`);
  await writeFile(manifestFile, JSON.stringify({ handlers, inputs } satisfies Manifest));
  console.error(`bundled ${handlers.length} functions in ${Math.round(performance.now() - started)} ms`);
}

const { values } = parseArgs({
  options: { help: { type: 'boolean' }, force: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(
    'npx node tools/bundle.ts [--force]\nBundles the handlers into .build/functions; --force ignores what is there.',
  );
} else {
  await bundle({ force: values.force });
}
