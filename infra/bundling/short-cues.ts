import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

/**
 * Leaves out of the lexicon of triage the blanks that only people read: `cueList` trims every cue. The words of two
 * languages are a hundred kilobytes of code, and one byte in twelve of them stands behind a semicolon or a line end.
 */
export const shortCues: Plugin = {
  name: 'short-cues',
  setup(build) {
    build.onLoad({ filter: /[\\/]triage[\\/]lexicon[\\/][^\\/]+\.ts$/ }, async ({ path }) => ({
      contents: shortened(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** The source with the blanks behind semicolons and line ends gone from its templates, and from nothing else. */
export function shortened(source: string): string {
  const tree = ts.createSourceFile('lexicon.ts', source, ts.ScriptTarget.Latest);
  const templates: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    )
      templates.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  let text = source;
  for (const node of templates.toReversed()) {
    const from = node.getStart(tree);
    const to = node.getEnd();
    text = text.slice(0, from) + text.slice(from, to).replaceAll(/([;\n])\s+/g, '$1') + text.slice(to);
  }
  return text;
}
