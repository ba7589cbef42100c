import * as z from 'zod';

/** Segments of customers. */

const Estimate = z.object({
  customers: z.int(),
  low: z.int(),
  high: z.int(),
  isExact: z
    .boolean()
    .describe('Otherwise from a sample, and low to high hold the number in 19 cases of 20.'),
});

export const SegmentPreview = z.object({
  base: Estimate,
  inSegment: Estimate,
  reachable: Estimate,
  mailCost: z.number().describe('Dollars for one mail to each of the reachable.'),
  lookedAt: z.int(),
  undecided: z.int(),
  inWords: z.record(z.string(), z.string()),
});

export const SegmentDetail = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  inWords: z.record(z.string(), z.string()),
});

export const SegmentFields = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      words: z.record(z.string(), z.string()),
      values: z.array(z.string()).nullable(),
    }),
  ),
});

export const SegmentList = z.object({ items: z.array(SegmentDetail) });
