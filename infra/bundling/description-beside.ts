import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The one function that serves the description of the API, and the name of the file in its folder. */
export const descriptionName = 'public-api/[name]';

/**
 * Lays the description of the API beside the bundle that serves it, as a file that is read when somebody asks: within the
 * bundle its 230 KB would be compiled at every start.
 */
export const descriptionBeside: Plugin = {
  name: 'description-beside',
  setup(build) {
    build.onLoad({ filter: /[\\/]handlers[\\/]public-api[\\/]openapi\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(JSON.parse(await readFile(path, 'utf8'))),
      loader: 'copy',
    }));
  },
};
