import type { Pace } from '../../ports/world.ts';

/** Turns at even distances, `perSecond` of them; whoever comes late does not make up for it. */
export function evenPace(perSecond: number): Pace {
  const gapMs = 1000 / perSecond;
  let nextAt = 0;
  return {
    async turn() {
      const now = Date.now();
      const at = Math.max(now, nextAt);
      nextAt = at + gapMs;
      if (at > now) await new Promise((resolve) => setTimeout(resolve, at - now));
    },
  };
}
