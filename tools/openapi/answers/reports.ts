import * as z from 'zod';
import { worthReports } from '../../../functions/use-cases/report-worth.ts';

/** What offers and campaigns were worth. */

export const ReportList = z.object({ reports: z.array(z.enum(worthReports)) });

const armCount = z.object({
  customers: z.int(),
  kept: z.int(),
  saveRate: z.number().nullable(),
  cost: z.int(),
  bought: z.int(),
});

const interval = z.object({ low: z.number(), high: z.number() }).nullable();

const increment = z.object({
  estimate: z.number().nullable(),
  interval: interval.describe('Holds the truth with 95 %, however often it is looked at.'),
  known: z.boolean().describe('The interval leaves out zero.'),
  moreCustomers: z.int().nullable().describe('Customers more until it would, at the present estimate.'),
});

export const WorthReport = z.object({
  report: z.enum(worthReports),
  experiment: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  currency: z.string(),
  cohort: z.string(),
  rows: z.array(
    z.object({
      group: z.string(),
      against: z
        .string()
        .optional()
        .describe(
          'The other variant that it is compared with; then `holdout` counts those who got that one.',
        ),
      worth: z.object({
        treated: armCount,
        holdout: armCount,
        saved: increment.describe('Difference of the shares kept.'),
        netPerCustomer: increment.describe('Difference of net value a customer, in minor units.'),
        net: z.object({ estimate: z.number().nullable(), interval }).describe('For all treated together.'),
      }),
      sentences: z.object({ en: z.string(), 'zh-Hans': z.string() }),
    }),
  ),
});
