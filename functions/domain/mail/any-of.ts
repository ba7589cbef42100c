/** One pattern out of several that have names: it finds what any of them finds. @param parts all with the same flags */
export const anyOf = (first: RegExp, ...parts: readonly RegExp[]): RegExp =>
  new RegExp([first, ...parts].map(({ source }) => source).join('|'), first.flags);
