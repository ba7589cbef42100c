import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

const standIn = fileURLToPath(new URL('stand-ins/shape-later.ts', import.meta.url));
const makers = new Map([
  ['object', 'objectLater'],
  ['strictObject', 'strictObjectLater'],
  ['looseObject', 'looseObjectLater'],
]);

/**
 * Puts off the fields of zod's objects until the first value is parsed. A function carries a thousand schemas and parses
 * by some dozens; making them all was most of its cold start. The sources stay as everybody writes zod: `z.object({…})`
 * becomes `objectLater(() => ({…}))` when they are bundled, where the object is all that is given.
 */
export const shapesLater: Plugin = {
  name: 'shapes-later',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:functions|workflows)[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return path.includes('node_modules') || !source.includes('bject({')
        ? undefined
        : { contents: putOff(source), loader: 'ts' };
    });
  },
};

/** The source with its objects of zod put off, and an import of what does so. */
export function putOff(source: string): string {
  const tree = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest);
  const edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    const shape = ts.isCallExpression(node) && node.arguments.length === 1 ? node.arguments[0] : undefined;
    const maker = ts.isCallExpression(node) ? makerOf(node.expression) : undefined;
    if (ts.isCallExpression(node) && maker !== undefined && shape && ts.isObjectLiteralExpression(shape)) {
      used.add(maker);
      edits.push({ from: node.expression.getStart(tree), to: node.expression.getEnd(), text: maker });
      edits.push({ from: shape.getStart(tree), to: shape.getStart(tree), text: '() => (' });
      edits.push({ from: shape.getEnd(), to: shape.getEnd(), text: ')' });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  if (used.size === 0) return source;
  let text = source;
  for (const edit of edits.toSorted((a, b) => b.from - a.from))
    text = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
  return `import { ${[...used].join(', ')} } from ${JSON.stringify(standIn)};\n${text}`;
}

function makerOf(called: ts.Expression): string | undefined {
  if (!ts.isPropertyAccessExpression(called) || !ts.isIdentifier(called.expression)) return undefined;
  return called.expression.text === 'z' ? makers.get(called.name.text) : undefined;
}
