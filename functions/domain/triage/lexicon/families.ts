import * as z from 'zod';
import english from './families-en.json' with { type: 'json' };
import chinese from './families-zh.json' with { type: 'json' };
import { family } from './meaning.ts';
import type { Entry } from './meaning.ts';

const listSchema = z.record(z.string(), z.string());

/**
 * Families of words that mean much the same to the net of flags: an ankle is a part of the body, a bailiff a person of
 * the law. They let it hear in a new sentence what it has learned from others. A family says nothing by itself.
 */
export const families = (): Entry[] =>
  [english, chinese].flatMap((lists) =>
    Object.entries(listSchema.parse(lists)).map(([name, cues]) => family(name, cues)),
  );
