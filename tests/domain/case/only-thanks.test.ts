import { expect, test } from 'vitest';
import { onlyThanks } from '../../../functions/domain/case/only-thanks.ts';

test.each([
  'Thank you very much!',
  'Thanks, all good now. Best, Ann',
  'Cheers, I appreciate it.',
  '谢谢，问题已经解决了。',
  '非常感谢您的帮助！',
  '謝謝你們的協助',
])('"%s" only thanks: nothing is reopened for it', (text) => {
  expect(onlyThanks(text)).toBe(true);
});

test.each([
  'Thanks, but it is still broken.',
  'Thank you. When does the refund arrive?',
  'Thanks for nothing.',
  'Thank you. The new kettle exploded and burned my hand.',
  'Thanks! My son is in hospital.',
  '谢谢，新壶炸了',
  "Thanks, that doesn't help.",
  'It works now.',
  '谢谢，但是还没收到退款。',
  '谢谢，请问什么时候送到？',
  '感谢，不过问题没有解决',
  `Thank you. ${'I would add that '.repeat(20)}`,
  '',
])('"%s" may mean that it is not settled: a person reads it', (text) => {
  expect(onlyThanks(text)).toBe(false);
});
