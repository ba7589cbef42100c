/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { Segment } from '../../domain/segment/segment.ts';
import type { Segments } from '../../ports/segments.ts';

/** Kept segments for tests of use cases. */
export function memorySegments(): Segments {
  const segments = new Map<string, Segment>();
  return {
    list: async () => [...segments.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    byId: async (segmentId) => segments.get(segmentId),
    async save(segment) {
      if ((segments.get(segment.id)?.version ?? 0) !== segment.version - 1) return 'stale';
      segments.set(segment.id, segment);
      return 'saved';
    },
  };
}
