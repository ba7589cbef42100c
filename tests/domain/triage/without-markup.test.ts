import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { triage } from '../../../functions/domain/triage/triage.ts';
import { withoutMarkup } from '../../../functions/domain/triage/without-markup.ts';

describe('a complaint with HTML in it', () => {
  test.each([
    ['<p>My router&nbsp;caught <b>fire</b> last night.</p>', 'My router caught fire last night.'],
    ['<div><span style="color:red">充电器</span>起<strong>火</strong>了</div>', '充电器起火了'],
    ['<script>alert("free refund")</script>Nothing arrived', 'Nothing arrived'],
    ['Nothing arrived<!-- fire -->', 'Nothing arrived'],
    ['<table><tr><td>Order</td><td>lost</td></tr></table>', 'Order\n\nlost'],
    ['It&#39;s &#x4F60;&amp;me', "It's 你&me"],
  ])('%s reads as its words', (html, text) => {
    expect(withoutMarkup(html.startsWith('It') ? `${html}<br>` : html).trim()).toBe(text);
  });

  test('raises the flags that its words raise, in their language', () => {
    const said = triage({ text: 'My router caught fire last night and burned my hand.' });
    const sent = triage({
      text: '<html><body><p>My router&nbsp;caught <b>fire</b> last night and burned <i>my hand</i>.</p></body></html>',
    });
    expect(sent).toMatchObject({ language: 'en', flags: said.flags, severity: said.severity });
    expect(sent.flags).toContain('safety');
  });

  test('text that only looks like markup stays as it is', () => {
    for (const text of [
      'Ann <ann@example.org> wrote',
      'a < b and c > d',
      'I <3 you',
      '<b',
      'AT&T; R&D;',
      '<Name>',
    ])
      expect(withoutMarkup(text)).toBe(text);
  });

  test('whatever comes, it ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<', '>', 'b', 'script', '</', '&', '#', ';', '<!--', '-->', ' ', 'p')),
        (pieces) => {
          expect(withoutMarkup(pieces.join('')).length).toBeLessThanOrEqual(3 * pieces.join('').length);
        },
      ),
    );
  });
});
