import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { BodyTooLarge, readBody } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import type { FunctionPool } from './functions.ts';
import type { StaffTokens } from './staff-tokens.ts';
import type { Cloud } from './template.ts';

const RouteProperties = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
});
const IntegrationProperties = z.object({ IntegrationUri: z.string() });
const AuthorizerProperties = z.object({
  JwtConfiguration: z.object({ Audience: z.array(z.string()), Issuer: z.string() }),
});
const FunctionAnswer = z.object({
  statusCode: z.coerce.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** HTTP APIs take no more. */
const largestBody = 10 * 1024 * 1024;

interface Route {
  readonly key: string;
  readonly method: string;
  readonly parts: readonly string[];
  readonly functionArn: string;
  readonly authorizer: { readonly issuer: string; readonly audience: readonly string[] } | undefined;
}

/** Serves the HTTP API of the template: routes, JWT authorizer, payload format 2.0. */
export function httpApi(
  cloud: Cloud,
  functions: FunctionPool,
  tokens: StaffTokens,
  clock: Clock,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const routes = routesOf(cloud);

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (!isDecodable(url.pathname)) {
      answer(response, 400, { message: 'Bad Request' });
      return;
    }
    const found = match(routes, request.method ?? 'GET', url.pathname);
    if (!found) {
      answer(response, 404, { message: 'Not Found' });
      return;
    }
    const { route, parameters } = found;
    const token = /^(?:Bearer\s+)?(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    let claims: Record<string, string> | undefined;
    if (route.authorizer) {
      const { issuer, audience } = route.authorizer;
      const payload = token === undefined ? undefined : await tokens.verify(token, issuer, audience);
      if (!payload) {
        response.setHeader('www-authenticate', 'Bearer');
        answer(response, 401, { message: 'Unauthorized' });
        return;
      }
      claims = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));
    }
    let body: Buffer;
    try {
      body = await readBody(request, largestBody);
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error;
      response.setHeader('connection', 'close');
      answer(response, 413, { message: 'Request Entity Too Large' });
      return;
    }
    const event = eventOf(request, url, body, route, parameters, claims, clock);
    const outcome = await functions.invoke(route.functionArn, event);
    if (!outcome.ok) {
      console.error(`${route.key}: ${outcome.errorType}: ${outcome.errorMessage}`);
      if (outcome.errorType === 'Sandbox.Timedout') answer(response, 503, { message: 'Service Unavailable' });
      else answer(response, 500, { message: 'Internal Server Error' });
      return;
    }
    send(response, outcome.payload, request.method === 'HEAD');
  };
}

function routesOf(cloud: Cloud): readonly Route[] {
  const integrations = new Map(
    cloud
      .ofType('AWS::ApiGatewayV2::Integration')
      .map(({ ref, properties }) => [ref, IntegrationProperties.parse(properties).IntegrationUri]),
  );
  const authorizers = new Map(
    cloud.ofType('AWS::ApiGatewayV2::Authorizer').map(({ ref, properties }) => {
      const { Issuer, Audience } = AuthorizerProperties.parse(properties).JwtConfiguration;
      return [ref, { issuer: Issuer, audience: Audience }];
    }),
  );
  return cloud.ofType('AWS::ApiGatewayV2::Route').map(({ properties }): Route => {
    const { RouteKey, Target, AuthorizationType, AuthorizerId } = RouteProperties.parse(properties);
    const [method = '$default', path = ''] = RouteKey.split(' ');
    return {
      key: RouteKey,
      method,
      parts: path.split('/').slice(1),
      functionArn: integrations.get(Target.replace('integrations/', '')) ?? '',
      authorizer: AuthorizationType === 'JWT' ? authorizers.get(AuthorizerId ?? '') : undefined,
    };
  });
}

/** The most specific route wins: literal before parameter before `{proxy+}`, a method before ANY. */
function match(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; parameters: Record<string, string> } | undefined {
  const given = path.split('/').slice(1);
  let best: { route: Route; parameters: Record<string, string>; rank: string } | undefined;
  for (const route of routes) {
    if (route.key === '$default') continue;
    if (route.method !== 'ANY' && route.method !== method) continue;
    const fit = fitPath(route.parts, given);
    if (!fit) continue;
    const rank = `${fit.rank}${route.method === 'ANY' ? 0 : 1}`;
    if (!best || rank > best.rank) best = { route, parameters: fit.parameters, rank };
  }
  if (best) return best;
  const otherwise = routes.find(({ key }) => key === '$default');
  return otherwise && { route: otherwise, parameters: {} };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    // A percent sign that begins no character, such as %zz: throwing is how the platform says so.
    return false;
  }
}

function fitPath(
  parts: readonly string[],
  given: readonly string[],
): { parameters: Record<string, string>; rank: string } | undefined {
  const parameters: Record<string, string> = {};
  let rank = '';
  for (const [index, part] of parts.entries()) {
    const greedy = /^\{(.+)\+\}$/.exec(part);
    if (greedy?.[1] !== undefined) {
      if (given.length <= index) return undefined;
      parameters[greedy[1]] = given.slice(index).join('/');
      return { parameters, rank: `${rank}1` };
    }
    const value = given[index];
    if (value === undefined) return undefined;
    const parameter = /^\{(.+)\}$/.exec(part)?.[1];
    if (parameter === undefined && part !== value) return undefined;
    if (parameter !== undefined) parameters[parameter] = decodeURIComponent(value);
    rank += parameter === undefined ? '3' : '2';
  }
  return given.length === parts.length ? { parameters, rank: `${rank}9` } : undefined;
}

/** HTTP APIs hand every claim over as text, a list as `[a b]`. */
const claimText = (value: unknown): string => (Array.isArray(value) ? `[${value.join(' ')}]` : String(value));

function eventOf(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  route: Route,
  parameters: Record<string, string>,
  claims: Record<string, string> | undefined,
  clock: Clock,
): object {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (name !== 'cookie' && value !== undefined)
      headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  const text = isText(headers['content-type'] ?? '');
  const method = request.method ?? 'GET';
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(request.headers.cookie !== undefined && { cookies: request.headers.cookie.split(/;\s*/) }),
    headers,
    ...(url.search.length > 1 && { queryStringParameters: query }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers['host'] ?? 'localhost',
      domainPrefix: 'localhost',
      http: {
        method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: (request.socket.remoteAddress ?? '127.0.0.1')
          .replace(/^::ffff:/, '')
          .replace('::1', '127.0.0.1'),
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: clock.iso(),
      timeEpoch: clock.now(),
      ...(claims && { authorizer: { jwt: { claims, scopes: null } } }),
    },
    ...(body.length > 0 && { body: text ? body.toString('utf8') : body.toString('base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

const isText = (contentType: string): boolean =>
  /^(text\/|application\/(json|[\w.+-]*\+json|xml|javascript|x-www-form-urlencoded))/i.test(contentType);

function send(response: ServerResponse, payload: unknown, headOnly: boolean): void {
  const parsed = FunctionAnswer.safeParse(payload);
  if (!parsed.success) {
    answer(response, 200, payload);
    return;
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'text/plain;charset=utf-8');
  response.statusCode = statusCode;
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body, 'utf8');
  response.setHeader('content-length', bytes.length);
  response.end(headOnly ? undefined : bytes);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
