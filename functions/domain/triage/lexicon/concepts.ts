import { conceptSchema, concept } from './meaning.ts';
import type { Entry } from './meaning.ts';
import english from './concepts-en.json' with { type: 'json' };
import chinese from './concepts-zh.json' with { type: 'json' };

/**
 * Half flags: alone they mean little, two that belong together in one sentence raise a flag (`../concepts.ts`). Word
 * lists are data; Chinese ones are in simplified characters, to which texts are folded.
 */
export const concepts = (): Entry[] =>
  [english, chinese].flatMap((lists) =>
    Object.entries(lists).map(([name, lines]) => concept(conceptSchema.parse(name), lines.join('\n'))),
  );
