/**
 * Stands in for `dom-serializer` where htmlparser2 brings it along: writing a document as HTML needs a table of all
 * entities, and we read HTML as a stream of elements and never make a document of it.
 */
export default function writeHtml(): never {
  throw new Error('a document was written as HTML, whose writer was left out of the bundle');
}

export { writeHtml as render };
