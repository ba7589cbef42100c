import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const at = (name: string): string => fileURLToPath(new URL(`stand-ins/${name}.ts`, import.meta.url));

/**
 * Replaces parts of dependencies that no function runs by modules that say why. Each is cold-start time and bundle
 * size; `npm run bench` holds the sum.
 */
export const standIns: Plugin = {
  name: 'stand-ins',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: at('credentials-of-a-function'),
    }));
    build.onResolve({ filter: /^\.\/mime-types(?:\.js)?$/ }, ({ importer }) =>
      importer.includes('/nodemailer/') ? { path: at('mime-types') } : undefined,
    );
    build.onResolve({ filter: /^\.\.\/fetch\/index\.js$/ }, ({ importer }) =>
      importer.includes('/nodemailer/') ? { path: at('no-fetch') } : undefined,
    );
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: at('no-event-streams') } : undefined,
    );
    build.onResolve({ filter: /^mnemonist\/lru-cache$/ }, ({ importer }) =>
      importer.includes('/endpoint-cache/') ? { path: at('endpoint-map') } : undefined,
    );
    // A module of Node itself that nobody uses in the end is not loaded either.
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: false }));
    // Loading nodemailer does nothing by itself, though its package does not say so: who composes no mail carries none.
    build.onResolve({ filter: /^nodemailer\// }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === 'resolving') return undefined;
      const found = await build.resolve(path, { resolveDir, kind, pluginData: 'resolving' });
      return { path: found.path, errors: found.errors, sideEffects: false };
    });
    build.onResolve({ filter: /^\.\/html-entities\.js$/ }, ({ importer }) =>
      importer.includes('/postal-mime/') ? { path: at('html-entities') } : undefined,
    );
    // One table of entities, and not a second one of another version beside it.
    build.onResolve({ filter: /^entities\/decode$/ }, async ({ path, importer, kind, pluginData }) => {
      if (pluginData === 'resolving' || !importer.startsWith(at('html-entities'))) return undefined;
      const parser = await build.resolve('htmlparser2', { resolveDir: dirname(at('html-entities')), kind });
      return build.resolve(path, { resolveDir: dirname(parser.path), kind, pluginData: 'resolving' });
    });
    build.onResolve({ filter: /^dom-serializer$/ }, ({ importer }) =>
      importer.includes('/domutils/') ? { path: at('html-writer') } : undefined,
    );
  },
};
