import { stringify } from 'csv-stringify/sync';
import { Hono } from 'hono';
import * as z from 'zod';
import { daySchema } from '../../domain/instant.ts';
import { problem } from '../../runtime/problem.ts';
import { parsed } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import {
  reportWorth,
  worthReports,
  type ReportWorthDeps,
  type WorthAnswer,
} from '../../use-cases/report-worth.ts';

const ReportQuery = z
  .strictObject({
    from: daySchema.optional(),
    to: daySchema.optional(),
    format: z.enum(['json', 'csv']).default('json'),
    /** Campaign id, for the report `campaign`; name of another experiment elsewhere. */
    experiment: z.string().min(1).max(100).optional(),
    /** `true`: counted anew from the participations, to check the running sums. */
    recount: z.enum(['true', 'false']).default('false'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    message: 'lies behind to',
  });

/** Reports for leads, marketers and auditors. */
export function reportRoutes(deps: ReportWorthDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();

  routes.get('/reports', only('lead', 'marketer', 'auditor'), (context) =>
    context.json({ reports: worthReports }),
  );

  routes.get('/reports/:name', only('lead', 'marketer', 'auditor'), async (context) => {
    const report = worthReports.find((name) => name === context.req.param('name'));
    if (report === undefined) {
      return problem(context, {
        status: 404,
        title: 'There is no report of this name',
        detail: `Reports are ${worthReports.join(', ')}.`,
      });
    }
    const query = parsed(context, ReportQuery, context.req.query());
    if (!query.ok) return query.answer;
    const { format, recount, experiment, from, to } = query.value;
    if ((report === 'campaign' || report === 'variants') && experiment === undefined) {
      return problem(context, {
        status: 400,
        title: 'Name the campaign',
        errors: [{ path: 'experiment', message: 'is required for this report: the id of a campaign' }],
      });
    }
    const answer = await reportWorth(deps, {
      report,
      recounted: recount === 'true',
      ...(experiment !== undefined && { experiment }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    });
    if (format === 'json') return context.json(answer);
    return context.body(asCsv(answer), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${report}-${answer.from}-${answer.to}.csv"`,
    });
  });
  return routes;
}

/** One line a row, money in minor units; a cell that a spreadsheet would run as a formula is escaped. */
function asCsv({ rows, experiment, from, to, currency }: WorthAnswer): string {
  const lines = rows.map(({ group, against, worth, sentences }) => ({
    experiment,
    from,
    to,
    group,
    against: against ?? 'holdout',
    treated: worth.treated.customers,
    treatedKept: worth.treated.kept,
    holdout: worth.holdout.customers,
    holdoutKept: worth.holdout.kept,
    saved: worth.saved.estimate,
    savedLow: worth.saved.interval?.low,
    savedHigh: worth.saved.interval?.high,
    netPerCustomer: worth.netPerCustomer.estimate,
    netPerCustomerLow: worth.netPerCustomer.interval?.low,
    netPerCustomerHigh: worth.netPerCustomer.interval?.high,
    net: worth.net.estimate,
    cost: worth.treated.cost,
    currency,
    conclusion: sentences.en,
  }));
  return stringify(lines, { header: true, columns: csvColumns, bom: true, escape_formulas: true });
}

const csvColumns = [
  'experiment',
  'from',
  'to',
  'group',
  'against',
  'treated',
  'treatedKept',
  'holdout',
  'holdoutKept',
  'saved',
  'savedLow',
  'savedHigh',
  'netPerCustomer',
  'netPerCustomerLow',
  'netPerCustomerHigh',
  'net',
  'cost',
  'currency',
  'conclusion',
];
