/** Markup that is safe to send: only `html` makes it, and `html` escapes every text put into it. */
export interface Html {
  readonly markup: string;
}

type Insert = Html | string | number | false | undefined | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const written = (insert: Insert): string => {
  if (insert === undefined || insert === false) return '';
  if (typeof insert === 'string') return escaped(insert);
  if (typeof insert === 'number') return String(insert);
  if ('markup' in insert) return insert.markup;
  return insert.map((part) => part.markup).join('');
};

/** Tag for templates. Texts are escaped, `Html` is kept, lists are joined, `false` and `undefined` leave nothing. */
export function html(literals: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  const parts = literals.map((literal, at) => literal + (at < inserts.length ? written(inserts[at]) : ''));
  return { markup: parts.join('') };
}

/** Attributes of a tag; `undefined` and `false` leave the attribute out, `true` gives it no value. */
export function attributes(given: Readonly<Record<string, string | number | boolean | undefined>>): Html {
  const parts = Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [name] : [`${name}="${escaped(String(value))}"`];
  });
  return { markup: parts.join(' ') };
}
