import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const description = fileURLToPath(new URL('stand-ins/schema-description.ts', import.meta.url));

/** How each sort of schema is told to describe itself; a closure of its own in every schema that is made. */
const described = /^ *inst\._zod\.processJSONSchema = .*;$/gm;

/**
 * Leaves out of zod what turns a schema into JSON Schema: functions parse by their schemas, and only `tools/openapi.ts`
 * describes them. It is 17 KiB of every bundle, and a closure for each of a thousand schemas at every cold start.
 * The build fails when zod is no longer written as this expects.
 */
export const schemasThatParse: Plugin = {
  name: 'schemas-that-parse',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const contents = source.replaceAll(described, '');
      if (contents === source)
        return {
          errors: [{ text: `${path} describes its schemas in another way; see schemas-that-parse.ts` }],
        };
      return { contents, loader: 'js' };
    });
    build.onResolve({ filter: /^\.\.\/core\/to-json-schema\.js$/ }, ({ importer }) =>
      /zod[\\/]v4[\\/]classic[\\/]schemas\.js$/.test(importer) ? { path: description } : undefined,
    );
  },
};
