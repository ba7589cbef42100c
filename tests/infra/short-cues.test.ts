import { expect, test } from 'vitest';
import { shortened } from '../../infra/bundling/short-cues.ts';
import { cueList } from '../../functions/domain/triage/cue-notation.ts';

test('cues lose the blanks between them in a bundle, and stay the same cues', () => {
  const written = `\n    gas leak; (a|the) smell … of smoke;\n    on fire`;
  const source = `const cues = \`${written}\`; // no; code\nconst more = \`\${cues}; burnt\`;`;
  const short = shortened(source);
  expect(short).toBe(
    'const cues = `\ngas leak;(a|the) smell … of smoke;on fire`; // no; code\nconst more = `${cues};burnt`;',
  );
  const bare = /`([^`]*)`/.exec(short)?.[1] ?? '';
  expect(cueList(bare)).toEqual(cueList(written));
});
