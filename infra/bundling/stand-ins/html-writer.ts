/**
 * Stands in for `dom-serializer` where html-to-text brings it along: writing HTML back needs a table of all entities,
 * and turning HTML into text never writes any.
 */
export default function writeHtml(): never {
  throw new Error(
    'html-to-text wrote HTML, which it did not do when its serializer was left out of the bundle',
  );
}

export { writeHtml as render };
