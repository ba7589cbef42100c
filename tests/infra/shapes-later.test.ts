import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { putOff } from '../../infra/bundling/shapes-later.ts';
import {
  looseObjectLater,
  objectLater,
  strictObjectLater,
} from '../../infra/bundling/stand-ins/shape-later.ts';

describe('fields that are made when the first value is parsed', () => {
  test('are not made before, and made once', () => {
    let made = 0;
    const schema = objectLater(() => {
      made += 1;
      return { name: z.string() };
    });
    expect(made).toBe(0);
    expect(schema.parse({ name: 'Ann', age: 5 })).toEqual({ name: 'Ann' });
    expect(schema.safeParse({}).success).toBe(false);
    expect(made).toBe(1);
  });

  test.each([
    ['object', objectLater, z.object],
    ['strictObject', strictObjectLater, z.strictObject],
    ['looseObject', looseObjectLater, z.looseObject],
  ] as const)('take and refuse what those of z.%s do', (_, later, now) => {
    const shape = () => ({ name: z.string().min(1), age: z.int().optional() });
    for (const value of [
      { name: 'Ann' },
      { name: '' },
      { name: 'Ann', age: 'x' },
      { name: 'Ann', more: 1 },
      7,
    ])
      expect(later(shape).safeParse(value)).toEqual(now(shape()).safeParse(value));
  });

  test('are there for what is made of them: picked, extended, refined, one of several', () => {
    const cat = objectLater(() => ({ kind: z.literal('cat'), lives: z.int() }));
    const dog = objectLater(() => ({ kind: z.literal('dog') }));
    expect(Object.keys(cat.pick({ lives: true }).shape)).toEqual(['lives']);
    expect(cat.extend({ name: z.string() }).safeParse({ kind: 'cat', lives: 9 }).success).toBe(false);
    expect(cat.refine(() => false).safeParse({ kind: 'cat', lives: 9 }).success).toBe(false);
    expect(z.union([cat, dog]).parse({ kind: 'dog', lives: 9 })).toEqual({ kind: 'dog' });
  });
});

test('only an object that is all that is given is put off', () => {
  const source = [
    "import * as z from 'zod';",
    'export const one = z.object({ two: z.strictObject({ three: z.string() }).optional() });',
    "export const told = z.object({ four: z.string() }, { error: 'no' });",
    'export const shared = z.object(shape);',
  ].join('\n');
  const lines = putOff(source).split('\n');
  expect(lines[0]).toMatch(/^import \{ objectLater, strictObjectLater \} from ".*shape-later\.ts";$/);
  expect(lines[2]).toBe(
    'export const one = objectLater(() => ({ two: strictObjectLater(() => ({ three: z.string() })).optional() }));',
  );
  expect(lines.slice(3)).toEqual(source.split('\n').slice(2));
});
