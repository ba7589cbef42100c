import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { checkRule } from '../../domain/segment/check.ts';
import { segmentFields } from '../../domain/segment/fields.ts';
import { segmentRuleSchema, type SegmentRule } from '../../domain/segment/rule.ts';
import { segmentSchema, type Segment } from '../../domain/segment/segment.ts';
import { ruleInWords } from '../../domain/segment/words.ts';
import type { Segments } from '../../ports/segments.ts';
import { problem } from '../../runtime/problem.ts';
import { jsonBody } from '../../runtime/request-body.ts';
import { only, type StaffContext } from '../../runtime/staff-member.ts';
import { etagOf, ifMatch } from '../../runtime/versions.ts';
import { previewSegment, type PreviewSegmentDeps } from '../../use-cases/preview-segment.ts';

export interface SegmentRoutesDeps extends PreviewSegmentDeps {
  readonly segments: Segments;
}

export const SegmentRequest = z.strictObject({ name: segmentSchema.shape.name, rule: segmentRuleSchema });
export const PreviewRequest = z.strictObject({ rule: segmentRuleSchema });

/** Segments: what a rule may ask, whom it finds, and those that were kept. */
export function segmentRoutes(deps: SegmentRoutesDeps): Hono<StaffContext> {
  const routes = new Hono<StaffContext>();
  const reads = only('lead', 'marketer', 'auditor');
  const acts = only('lead', 'marketer');

  routes.get('/segments', reads, async (context) =>
    context.json({ items: (await deps.segments.list()).map(shown) }),
  );

  routes.get('/segments/fields', reads, (context) =>
    context.json({
      fields: Object.entries(segmentFields).map(([name, { type, words, values }]) => ({
        name,
        type,
        words,
        values: values ?? null,
      })),
    }),
  );

  routes.post('/segments/preview', reads, async (context) => {
    const body = await jsonBody(context, PreviewRequest);
    if (!body.ok) return body.answer;
    const { rule } = body.value;
    return (
      refusedFor(context, rule) ?? context.json({ ...inWords(rule), ...(await previewSegment(deps, rule)) })
    );
  });

  routes.get('/segments/:id', reads, async (context) => {
    const segment = await deps.segments.byId(context.req.param('id'));
    if (!segment) return problem(context, { status: 404, title: 'There is no such segment' });
    return context.json(shown(segment), 200, { etag: etagOf(segment.version) });
  });

  /** Keeps a new one without If-Match, or changes one with the ETag that was read. */
  routes.put('/segments/:id', acts, async (context) => {
    const body = await jsonBody(context, SegmentRequest);
    if (!body.ok) return body.answer;
    const id = context.req.param('id');
    if (!segmentSchema.shape.id.safeParse(id).success)
      return problem(context, { status: 400, title: 'An id has lower-case letters, digits and hyphens' });
    const refused = refusedFor(context, body.value.rule);
    if (refused) return refused;
    const isNew = (await deps.segments.byId(id)) === undefined;
    const match = isNew ? { ok: true as const, version: 0 } : ifMatch(context);
    if (!match.ok) return match.answer;
    const segment: Segment = {
      id,
      version: match.version + 1,
      ...body.value,
      updatedAt: deps.clock.now(),
      updatedBy: context.get('member').id,
    };
    const saved = await deps.segments.save(segment);
    return saved === 'saved'
      ? context.json(shown(segment), isNew ? 201 : 200, { etag: etagOf(segment.version) })
      : problem(context, { status: 412, title: 'Somebody changed this segment meanwhile' });
  });

  return routes;
}

const shown = (segment: Segment) => ({ ...segment, ...inWords(segment.rule) });

const inWords = (rule: SegmentRule) => ({
  inWords: { en: ruleInWords(rule, 'en'), 'zh-Hans': ruleInWords(rule, 'zh-Hans') },
});

function refusedFor(context: Context, rule: SegmentRule): Response | undefined {
  const problems = checkRule(rule);
  return problems.length === 0
    ? undefined
    : problem(context, {
        status: 400,
        title: 'This rule makes no sense yet',
        errors: problems.map(({ path, message }) => ({
          path: path === '' ? 'rule' : `rule.${path}`,
          message,
        })),
      });
}
