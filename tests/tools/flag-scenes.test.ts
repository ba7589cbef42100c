import { describe, expect, test } from 'vitest';
import { flagSchema } from '../../functions/domain/triage/judgement.ts';
import { scenesIn, sentencesOfScenes } from '../../tools/train-packs/scenes.ts';

const options = { seed: 1, each: 50 };

describe('sentences made from scenes', () => {
  test('take one of each choice, and bear the marks of the scene', () => {
    const made = sentencesOfScenes(
      'safety,vulnerable | the (lamp|kettle) burned (me|my (aunt|uncle))',
      options,
    );
    expect(made.map(({ text }) => text).toSorted()).toEqual([
      'the kettle burned me',
      'the kettle burned my aunt',
      'the kettle burned my uncle',
      'the lamp burned me',
      'the lamp burned my aunt',
      'the lamp burned my uncle',
    ]);
    expect(made.every(({ marks }) => marks.join() === 'safety,vulnerable')).toBe(true);
  });

  test('fill what a slot stands for, and leave out what may be empty', () => {
    const made = sentencesOfScenes('= thing | (cup|(red |)mug)\n- | my <thing> is late', options);
    expect(made.map(({ text }) => text).toSorted()).toEqual([
      'my cup is late',
      'my mug is late',
      'my red mug is late',
    ]);
    expect(made.every(({ marks }) => marks.length === 0)).toBe(true);
  });

  test('are the same for the same seed', () => {
    const once = scenesIn('english', { seed: 7, each: 2 });
    expect(scenesIn('english', { seed: 7, each: 2 })).toEqual(once);
    expect(scenesIn('english', { seed: 8, each: 2 })).not.toEqual(once);
  });

  test('name no slot that is not there, and close every choice', () => {
    expect(() => sentencesOfScenes('- | my <cup>', options)).toThrow('unknown slot');
    expect(() => sentencesOfScenes('- | my (cup|mug', options)).toThrow('not closed');
    expect(() => sentencesOfScenes('- | my cup)', options)).toThrow('not opened');
  });

  test.each(['english', 'chinese'] as const)('of the project bear flags that there are (%s)', (language) => {
    const marks = new Set(scenesIn(language, { seed: 1, each: 1 }).flatMap((made) => made.marks));
    expect([...marks].toSorted()).toEqual([...flagSchema.options].toSorted());
  });
});
