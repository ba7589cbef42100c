import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barChart } from '../../tools/charts/bar-chart.ts';
import { roundLadder, roundTicks, shortened } from '../../tools/charts/frame.ts';
import { markdownTable } from '../../tools/churn/model-card.ts';
import { lineChart } from '../../tools/charts/line-chart.ts';

const plain = { label: 'share', format: String };

/** The texts of a chart. */
const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) => text);

describe('a chart', () => {
  test.each([
    [
      [0, 467],
      [0, 100, 200, 300, 400, 500],
    ],
    [
      [-1.31, 1.95],
      [-2, -1, 0, 1, 2],
    ],
    [
      [0, 0.3],
      [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3],
    ],
    [
      [7, 7],
      [6, 6.5, 7, 7.5, 8],
    ],
  ])('of values from %s has round numbers beside it', (values, rungs) => {
    expect(roundLadder(values)).toEqual(rungs);
  });

  test('has few round numbers that hold every value, whatever the values', () => {
    const anyValue = fc
      .double({ min: -1e9, max: 1e9, noNaN: true })
      .filter((value) => Math.abs(value) > 1e-6);
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 1, maxLength: 30 }), (values) => {
        const rungs = roundLadder(values);
        const slack = 1e-9 * Math.max(...values.map(Math.abs), 1);
        expect(rungs.length).toBeLessThanOrEqual(9);
        expect(rungs[0]!).toBeLessThanOrEqual(Math.min(...values) + slack);
        expect(rungs.at(-1)!).toBeGreaterThanOrEqual(Math.max(...values) - slack);
        expect(roundTicks(rungs[0]!, rungs.at(-1)!).length).toBeLessThanOrEqual(9);
      }),
    );
  });

  test('of lines says both axes, and names its lines where there are several', () => {
    const line = (name: string) => ({
      name,
      colour: '#000',
      points: [
        { x: 0, y: 0.1 },
        { x: 1, y: 0.3 },
      ],
    });
    const svg = lineChart({
      title: 'a < b',
      x: plain,
      y: { ...plain, label: 'gained' },
      lines: [line('one'), line('two')],
    });
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['share', 'gained', 'one', 'two', 'a &lt; b', '0.3']),
    );
    expect(svg).toContain('aria-label="a &lt; b"');
  });

  test('marks measurements, so that a single one can be seen', () => {
    const measured = { name: 'one', colour: '#123', dots: true, points: [{ x: 0.2, y: 0.1 }] };
    const svg = lineChart({ title: 'calibration', x: plain, y: plain, lines: [measured] });
    expect(svg.match(/<circle [^>]*fill="#123"/g)).toHaveLength(1);
  });

  test('of bars has one for each category, with its name and value', () => {
    const svg = barChart({
      title: 'What plan adds',
      bars: [
        { name: 'family', value: 0.4 },
        { name: 'a very long name of a plan that nobody chose', value: -0.2 },
      ],
      x: plain,
    });
    expect(svg.match(/<rect [^>]*fill="#(?!fff)/g)).toHaveLength(2);
    expect(textsOf(svg)).toEqual(
      expect.arrayContaining(['family', '0.4', 'a very long name of a plan t…', '-0.2']),
    );
  });

  test('counts a Chinese character as two when it shortens', () => {
    expect(shortened('北京上海', 6)).toBe('北京上…');
    expect(shortened('Beijing', 7)).toBe('Beijing');
  });
});

test('a table of a report holds whatever a firm calls its columns', () => {
  const table = markdownTable(
    ['feature', 'size'],
    [
      ['a|b', 1],
      ['x\ny', 2],
    ],
  );
  expect(table.split('\n')).toHaveLength(4);
  expect(table).toContain('| a\\|b');
  expect(table).toContain('| x y ');
});
