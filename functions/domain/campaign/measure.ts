import { fieldOf, type SegmentSubject } from '../segment/fields.ts';
import type { Measure } from './definition.ts';

/** A number of the subject, as a rule would read it; undefined where it is not known. */
export function measureOf(what: Measure, subject: SegmentSubject): number | undefined {
  const value = fieldOf(what === 'risk' ? 'risk' : 'silenceAgainstRhythm')?.read(subject);
  return typeof value === 'number' ? value : undefined;
}
