import * as z from 'zod';
import type { AwsRequest } from './aws-endpoint.ts';
import type { Resource } from './template.ts';

const Rule = z.object({
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
});
type Rule = z.infer<typeof Rule>;

const Properties = z.object({
  CorsConfiguration: z.object({ CorsRules: z.array(Rule) }).default({ CorsRules: [] }),
});

/** Which pages may call a bucket, as its template says. */
export type CorsRules = readonly Rule[];

export const corsOf = ({ properties }: Resource): CorsRules =>
  Properties.parse(properties).CorsConfiguration.CorsRules;

/**
 * Headers that let a browser's page read the answer, or pass its preflight; undefined when no rule fits, and a browser
 * then tells its page nothing.
 */
export function corsHeaders(
  rules: CorsRules,
  { method, headers }: AwsRequest,
): Record<string, string> | undefined {
  const { origin } = headers;
  const wanted = method === 'OPTIONS' ? headers['access-control-request-method'] : method;
  const asked = (headers['access-control-request-headers'] ?? '').split(',').map((name) => name.trim());
  const rule = rules.find(
    (one) =>
      matchesAny(one.AllowedOrigins, origin ?? '') &&
      one.AllowedMethods.includes(wanted ?? '') &&
      asked.every((name) => name === '' || matchesAny(one.AllowedHeaders, name)),
  );
  if (!rule || origin === undefined) return undefined;
  return {
    'access-control-allow-origin': rule.AllowedOrigins.includes('*') ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(asked.some((name) => name !== '') && { 'access-control-allow-headers': asked.join(', ') }),
    ...(rule.ExposedHeaders.length > 0 && {
      'access-control-expose-headers': rule.ExposedHeaders.join(', '),
    }),
    ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** A pattern of S3 may hold one star. */
function matchesAny(patterns: readonly string[], value: string): boolean {
  return patterns.some((pattern) => {
    const [before = '', after] = pattern.toLowerCase().split('*');
    const given = value.toLowerCase();
    return after === undefined ? given === before : given.startsWith(before) && given.endsWith(after);
  });
}
