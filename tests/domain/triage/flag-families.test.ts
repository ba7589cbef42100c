import { describe, expect, test } from 'vitest';
import type { Flag } from '../../../functions/domain/triage/judgement.ts';
import { triage } from '../../../functions/domain/triage/triage.ts';

/** Flags that a rule raised, with its words: what a text merely resembles is not asked about here. */
const byRule = (text: string): string[] =>
  triage({ text }).reasons.flatMap(({ about, code }) =>
    about === 'flag' && code.startsWith('flag.') ? [code.slice('flag.'.length)] : [],
  );

/** Each family of wordings: what it is about, one that says so, and one that only sounds like it. */
const families: readonly (readonly [Flag, string, string, string])[] = [
  [
    'safety',
    'a shock that is not called one',
    'It gave me a jolt when I touched the tap.',
    'The news gave me a jolt of joy.',
  ],
  [
    'safety',
    'a machine that keeps somebody alive',
    'The power is out and his ventilator needs it.',
    'The ventilator fan is grey instead of white.',
  ],
  [
    'safety',
    'a medicine too strong',
    'The bottle held double strength tablets.',
    'I like my tea double strength.',
  ],
  [
    'safety',
    'a part that holds somebody and gives way',
    'A chair leg buckled under my father.',
    'The colour of the chair leg is wrong.',
  ],
  ['safety', '救命的机器没有电', '停电以后呼吸机没法用。', '呼吸机的颜色发错了。'],
  [
    'vulnerable',
    'a dog that helps',
    'They would not let me in with my guide dog.',
    'The dog bed is too small.',
  ],
  [
    'vulnerable',
    'somebody at the end of their strength',
    'These letters make me want to end it.',
    'I want to end my contract in May.',
  ],
  [
    'vulnerable',
    'a blind person, not a blind',
    'I am blind and your form does not read aloud.',
    'The blind for the kitchen window is too narrow.',
  ],
  [
    'discrimination',
    'an accent that was heard',
    'He hung up once he heard my accent.',
    'The accent chair has a scratch.',
  ],
  [
    'discrimination',
    'a colour of skin',
    'You need the right skin colour to be served here.',
    'The foundation does not match my skin colour.',
  ],
  [
    'discrimination',
    'others who get better terms',
    'I got worse terms than my male colleague.',
    'I got worse terms than last year.',
  ],
  [
    'discrimination',
    'people with a name like mine',
    'Apparently people with a name like mine must pay up front.',
    'Please engrave a name like mine on it.',
  ],
  ['discrimination', '因为籍贯被拒', '一看身份证是新疆的就说满房。', '新疆的葡萄干很甜。'],
  ['discrimination', '肤色', '他们说黑皮肤的客人要先付钱。', '这个粉底跟我的肤色不搭。'],
  [
    'legal-threat',
    'papers that are served',
    'Fourteen days and then papers will be served.',
    'Breakfast was served cold.',
  ],
  [
    'legal-threat',
    'the police, not a toy of them',
    'The police have your name now.',
    'The police themed toy set lacks a car.',
  ],
  ['legal-threat', '法官，不是法律声明', '那就让法官来认。', '法律声明那一页打不开。'],
  ['regulator', 'an authority, not a part', 'The regulator has my file.', 'The regulator knob is scratched.'],
  [
    'media',
    'somebody with an audience',
    'I run a podcast and you are in the next episode.',
    'The podcast app does not load.',
  ],
  ['media', 'what went round', 'My video of your van went viral.', 'The video of the recipe does not load.'],
  [
    'media',
    'reviews everywhere',
    'I will leave reviews on every site I can find.',
    'Your reviews made me buy it.',
  ],
  [
    'media',
    'a paper, not a press kit',
    'The paper has asked for copies of our letters.',
    'Please stop sending the press kit.',
  ],
  ['media', '有听众的人', '我有个八万粉的号，下期视频就讲你们。', '新闻栏目一直不更新。'],
  [
    'data-breach',
    'addresses for all to see',
    'The mail had all of our addresses in the cc line.',
    'Please put my wife in cc.',
  ],
  [
    'data-breach',
    'a file that anyone can open',
    'My passport scan is on a public link.',
    'My passport cover is torn.',
  ],
  [
    'data-breach',
    'staff who use a number for themselves',
    'Your courier now texts me privately.',
    'The courier texted me when he arrived.',
  ],
  [
    'data-breach',
    'what others left behind',
    'It still holds the tax papers of the last owner.',
    'The last owner painted it green.',
  ],
  ['data-breach', '骗子知道单号', '诈骗短信先到了，连单号都对得上。', '单号查不到物流。'],
];

describe.each(families)('%s: %s', (flag, _family, raises, spares) => {
  test('raises it', () => {
    expect(byRule(raises)).toContain(flag);
  });
  test('is told from what only sounds like it', () => {
    expect(byRule(spares)).not.toContain(flag);
  });
});

test('a threat that a text merely resembles is not added to one that is said', () => {
  expect(triage({ text: 'Expect to see this in the papers.' }).flags).toEqual(['media']);
});
