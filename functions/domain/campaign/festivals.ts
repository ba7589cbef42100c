import type { Day } from '../instant.ts';
import type { Festival } from './definition.ts';
import table from './festivals.json' with { type: 'json' };

/** The next day on which a festival falls, `from` included; undefined behind the end of the table (`tools/festivals.ts`). */
export const nextFestivalDay = (festival: Festival, from: Day): Day | undefined =>
  table.days[festival].find((day) => day >= from);
