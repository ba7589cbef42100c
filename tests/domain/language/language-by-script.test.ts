import { expect, test } from 'vitest';
import { languageByScript } from '../../../functions/domain/language.ts';

test.each([
  ['My parcel is late', 'en'],
  ['我的快递还没到', 'zh-Hans'],
  ['我的 iPhone 坏了,请处理', 'zh-Hans'],
  ['The app shows 错误 when I log in to my account', 'en'],
  ['荷物がまだ届きません', 'und'],
  ['Мой заказ не пришёл', 'und'],
  ['12345', 'und'],
  ['', 'und'],
] as const)('"%s" is answered as %s', (text, language) => {
  expect(languageByScript(text)).toBe(language);
});
