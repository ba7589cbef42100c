import type { Segment } from '../domain/segment/segment.ts';

/** Segments that were kept. There are dozens, not thousands. */
export interface Segments {
  list(): Promise<readonly Segment[]>;
  byId(segmentId: string): Promise<Segment | undefined>;
  /** Conditional on the version before this one (1: it must be new). */
  save(segment: Segment): Promise<'saved' | 'stale'>;
}
