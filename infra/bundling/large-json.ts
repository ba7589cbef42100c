import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Characters from which on a string that is parsed starts sooner than an object that is compiled. */
const LARGE = 10_000;

/**
 * Brings our large JSON files (models, packs) into the bundles as strings that `JSON.parse` reads:
 * V8 reads a string in one go, where it compiles an object literal piece by piece.
 */
export const largeJson: Plugin = {
  name: 'large-json',
  setup(build) {
    build.onLoad({ filter: /[\\/]functions[\\/].*\.json$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (source.length < LARGE || path.includes('node_modules')) return undefined;
      const text = JSON.stringify(JSON.parse(source));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};
