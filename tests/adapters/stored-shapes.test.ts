import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { storedShapes } from '../../functions/adapters/dynamodb/stored-shapes.ts';

/** Version and hash of each shape as it was last agreed on. */
const committed = z
  .record(z.string(), z.object({ version: z.int(), hash: z.string() }))
  .parse(JSON.parse(readFileSync(new URL('stored-shapes.json', import.meta.url), 'utf8')));

const hashOf = (schema: z.ZodType): string =>
  createHash('sha256')
    .update(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })))
    .digest('hex')
    .slice(0, 16);

const present = Object.fromEntries(
  Object.entries(storedShapes).map(([name, { version, schema }]) => [
    name,
    { version, hash: hashOf(schema) },
  ]),
);

test.each(Object.entries(present))(
  'what we kept as %s yesterday is still read the same way, or its version says that it is not',
  (name, { version, hash }) => {
    const agreed = committed[name] ?? { version: 0, hash: 'none' };
    const changed = hash !== agreed.hash;

    expect(
      changed && version === agreed.version
        ? `${name} changed: raise its version in stored-shapes.ts, keep reading version ${agreed.version}, and write ${hash} into stored-shapes.json`
        : 'fine',
    ).toBe('fine');
    expect({ version, hash }).toEqual(agreed);
  },
);

test('no shape is agreed on that nothing keeps any more', () => {
  expect(Object.keys(committed).sort()).toEqual(Object.keys(present).sort());
});
