import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Lets esbuild drop what a client of the AWS SDK knows of operations that nobody calls. Every shape of a client is a
 * top-level array in one file, with traits under computed keys (`{ [_h]: 404 }`); a computed key might run code, so
 * esbuild keeps all 700 shapes of S3 for the one that is used. The keys are string constants of the same file, and
 * written out they say what they said before.
 */
export const droppableSchemas: Plugin = {
  name: 'droppable-schemas',
  setup(build) {
    build.onLoad(
      { filter: /@aws-sdk[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const constants = new Map(
          [...source.matchAll(/^const (\w+) = ("[^"\\]*");$/gm)].map(([, name, value]) => [name, value]),
        );
        return {
          contents: source.replaceAll(/\[(\w+)\]: /g, (key, name: string) => {
            const value = constants.get(name);
            return value === undefined ? key : `${value}: `;
          }),
          loader: 'js',
        };
      },
    );
  },
};
