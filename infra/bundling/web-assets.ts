import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build, type BuildResult } from 'esbuild';
import type { WebAssets } from '../../functions/handlers/web/web-assets.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const sources = {
  styles: 'web/styles/site.css',
  icon: 'web/icon.svg',
  form: 'web/form/form.ts',
  case: 'web/case/case.tsx',
  offer: 'web/offer/offer.tsx',
  unsubscribe: 'web/unsubscribe/unsubscribe.tsx',
  console: 'web/console/console.tsx',
} as const satisfies Record<keyof WebAssets['entries'], string>;

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What the build found and made. */
export interface BuiltWeb {
  readonly assets: WebAssets;
  /** Source files that went into it, from the root of the project. */
  readonly inputs: readonly string[];
  /** For esbuild's `define` when the function `web` is bundled, so that its bundle holds all it serves. */
  readonly define: Readonly<Record<'WEB_ASSETS', string>>;
}

/**
 * Builds the pages: hashed scripts (shared parts once), one style sheet, the icon. The HTML is not built but
 * rendered by the function, which alone knows the firm's settings. Nothing is written to disk.
 */
export async function buildWeb(): Promise<BuiltWeb> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(sources).map(([out, source]) => ({ in: source, out })),
    outdir: '/assets',
    outbase: 'web',
    entryNames: '[name]-[hash]',
    chunkNames: 'shared-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: ['es2022'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'copy' },
    legalComments: 'none',
    logLevel: 'warning',
  });
  const assets = assetsOf(result);
  return {
    assets,
    inputs: Object.keys(result.metafile.inputs),
    define: { WEB_ASSETS: JSON.stringify(assets) },
  };
}

function assetsOf(result: BuildResult<{ metafile: true; write: false }>): WebAssets {
  const files = Object.fromEntries(
    result.outputFiles.map((file) => [
      pathOf(file.path),
      {
        contentType: contentTypes[extname(file.path)] ?? 'application/octet-stream',
        text: file.text,
        brotli: brotliCompressSync(file.contents).toString('base64'),
      },
    ]),
  );
  const entryOf = (source: string): string => {
    const found = Object.entries(result.metafile.outputs).find(([, output]) =>
      output.entryPoint === undefined ? source in output.inputs : output.entryPoint === source,
    );
    if (found === undefined) throw new Error(`${source} left no file`);
    return pathOf(found[0]);
  };
  return {
    files,
    entries: {
      styles: entryOf(sources.styles),
      icon: entryOf(sources.icon),
      form: entryOf(sources.form),
      case: entryOf(sources.case),
      offer: entryOf(sources.offer),
      unsubscribe: entryOf(sources.unsubscribe),
      console: entryOf(sources.console),
    },
  };
}

const pathOf = (file: string): string => `/assets/${basename(file)}`;
