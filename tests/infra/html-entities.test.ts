import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { htmlEntities } from '../../infra/bundling/stand-ins/html-entities.ts';

/** The table that the stand-in takes the place of, as the package ships it. */
const table = new Map(
  [
    ...readFileSync(
      new URL('../../node_modules/postal-mime/src/html-entities.ts', import.meta.url),
      'utf8',
    ).matchAll(/^\s*'?(&[A-Za-z0-9]+;?)'?\s*:\s*'((?:[^'\\]|\\.)*)'/gm),
  ].map(([, entity = '', text = '']) => [
    entity,
    JSON.parse(`"${text.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`),
  ]),
);

test('every entity that a bundled mail parser meets reads as it does in the package', () => {
  expect(table.size).toBeGreaterThan(2000);

  const different = [...table].filter(([entity, text]) => htmlEntities[entity] !== text);

  expect(different).toEqual([]);
});

test('what is no entity stays what it is', () => {
  for (const text of ['&notit;', '&xyzzy;', '&', 'eacute']) expect(htmlEntities[text]).toBeUndefined();
});
