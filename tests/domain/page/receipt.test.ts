import { expect, test } from 'vitest';
import { promisedDay } from '../../../functions/domain/page/promised-day.ts';
import { renderReceipt } from '../../../functions/domain/page/receipt.ts';
import { RuntimeSettings } from '../../../functions/domain/settings.ts';

const receipt = {
  caseNumber: 'AM-2026-7K3M9P',
  answerBy: '2026-12-03T17:30:00.000Z',
  statusUrl: 'https://care.example.com/case/#v1.abc',
  timeZone: 'Europe/London',
  settings: RuntimeSettings.parse({}),
};

test('a receipt says the number, the promised day and where to see the case', () => {
  const page = renderReceipt({ ...receipt, locale: 'en' });
  expect(page).toContain('AM-2026-7K3M9P');
  expect(page).toContain('We answer by Thursday 3 December');
  expect(page).toContain('href="https://care.example.com/case/#v1.abc"');
});

test('a Chinese receipt says it in Chinese', () => {
  const page = renderReceipt({ ...receipt, locale: 'zh-Hans' });
  expect(page).toContain('我们会在12月3日星期四之前答复您');
});

test('the promised day is the day in the firm’s own zone', () => {
  expect(promisedDay('2026-12-03T17:30:00.000Z', 'en', 'Asia/Shanghai')).toBe('Friday 4 December');
});
