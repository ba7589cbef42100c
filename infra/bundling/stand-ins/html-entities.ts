import { decodeHTML } from 'entities/decode';

/** The longest text an HTML entity stands for, in UTF-16 units. */
const LONGEST = 2;

/**
 * postal-mime brings a table of all HTML entities (44 KB); htmlparser2 decodes the same ones from its own, which is in the
 * bundle anyway. Looked up by the entity as it stands, `&eacute;`; what is none is undefined, as in the table.
 */
export const htmlEntities: Readonly<Record<string, string | undefined>> = new Proxy(
  {},
  {
    get: (_table, entity) => {
      if (typeof entity !== 'string' || !/^&[a-z]/i.test(entity)) return undefined;
      const decoded = decodeHTML(entity);
      return decoded !== entity && decoded.length <= LONGEST ? decoded : undefined;
    },
  },
);
