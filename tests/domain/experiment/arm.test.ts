import fc from 'fast-check';
import { expect, test } from 'vitest';
import { armOf, withControlGroup } from '../../../functions/domain/experiment/arm.ts';

const share = fc.double({ min: 0, max: 0.5, noNaN: true });
const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('whoever is in the control group or in the holdout of an experiment is held out of it, and nobody else', () => {
  fc.assert(
    fc.property(share, draw, share, draw, (ownShare, ownDraw, controlShare, controlDraw) => {
      // A draw that lies on a share to the last digit may fall to either side in floating point.
      fc.pre(Math.abs(ownDraw - ownShare) > 1e-12);
      const both = withControlGroup(
        { share: ownShare, draw: ownDraw },
        { share: controlShare, draw: controlDraw },
      );
      const heldOut = controlDraw < controlShare || ownDraw < ownShare;
      expect(armOf(both.draw, both.share)).toBe(heldOut ? 'holdout' : 'treated');
      expect(both.share).toBeCloseTo(1 - (1 - ownShare) * (1 - controlShare), 12);
    }),
  );
});
