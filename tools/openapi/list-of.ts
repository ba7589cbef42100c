import * as z from 'zod';

/** A page of a list; `cursor` asks for the next. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), cursor: z.string().nullable() });
