/** Mail programs nest tables in tables, but not this deep; parsers take quadratic time on what is deeper. */
const maxDepth = 500;

/** These are closed by what follows them, or have no inside, so that an open one says nothing about depth. */
const selfClosing = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd option tr td th thead tbody tfoot'.split(
    ' ',
  ),
);

/** True when elements are nested so deeply that nobody wrote them; linear in the length of the HTML. */
export function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,30})/gi)) {
    if (selfClosing.has(name.toLowerCase())) continue;
    depth = slash === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** What is left between the tags, for HTML that no parser should be given. */
export function withoutTags(html: string): string {
  return html.replace(/<[^<>]{0,2000}>/g, ' ').replace(/[<>]/g, ' ');
}
