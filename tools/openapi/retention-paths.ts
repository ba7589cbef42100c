import type { Paths } from './operation.ts';
import { read, withETag } from './staff-paths.ts';

/** Offers, campaigns, segments, outcomes, reports and loyalty as a whole. */
export const retentionPaths: Paths = {
  '/api/staff/offers': read(
    'readCatalogue',
    'The catalogue of offers in force',
    'Catalogue',
    [],
    withETag('Catalogue'),
  ),
};
