import * as z from 'zod';
import { flagSchema } from '../judgement.ts';
import english from './flags-en.json' with { type: 'json' };
import chinese from './flags-zh.json' with { type: 'json' };
import { flag, hint, notFlag } from './meaning.ts';
import type { Entry } from './meaning.ts';

const lines = z.array(z.string());
const listSchema = z.object({
  /** Words that many cues share, by name. */
  families: z.record(z.string(), z.string()),
  flags: z.record(
    flagSchema,
    z.object({
      /** Cues that say it. */
      raises: lines,
      /** Words that look as if they did: names of goods, figures of speech. */
      spares: lines,
      /** Words that alone may as well be a name, a topic or a joke: what a cue finds inside them is only a hint. */
      hints: lines,
    }),
  ),
});

const FAMILY = /<(\w+)>/g;

function entriesOf(json: unknown): Entry[] {
  const { families, flags } = listSchema.parse(json);
  const cues = (written: readonly string[]) =>
    written.join('\n').replaceAll(FAMILY, (_, name: string) => {
      const words = families[name];
      if (words === undefined) throw new Error(`A cue names an unknown family: ${name}`);
      return words;
    });
  return flagSchema.options.flatMap((name) => [
    flag(name, cues(flags[name].raises)),
    notFlag(name, cues(flags[name].spares)),
    hint(name, cues(flags[name].hints)),
  ]);
}

/**
 * Words that raise a flag. Word lists are data, by flag; `<name>` stands for one of the `families` of the list; Chinese
 * ones are in simplified characters, to which texts are folded. Recall comes first: a person who looks in vain loses a
 * minute, a missed threat costs more.
 */
export const flagEntries = (): Entry[] => [english, chinese].flatMap(entriesOf);
