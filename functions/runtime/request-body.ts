import type { Context } from 'hono';
import type * as z from 'zod';
import { fieldProblems, problem } from './problem.ts';

/** Largest body of a call that carries text; files take another way. */
const BODY_LIMIT = 256 * 1024;

type Body<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly answer: Response };

/** The body as text, or the answer that refuses it for its size. */
export async function textBody(context: Context): Promise<Body<string>> {
  const bytes = await context.req.arrayBuffer();
  if (bytes.byteLength > BODY_LIMIT) {
    return {
      ok: false,
      answer: problem(context, {
        status: 413,
        title: 'Too large',
        detail: 'A request holds at most 256 KiB.',
      }),
    };
  }
  return { ok: true, value: new TextDecoder().decode(bytes) };
}

/** What a form without a script or a program sent, or the answer that refuses it for its size; undefined when it is neither. */
export async function formOrJsonBody(context: Context): Promise<Body<unknown>> {
  const text = await textBody(context);
  if (!text.ok) return text;
  const isForm = (context.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
  return {
    ok: true,
    value: isForm ? Object.fromEntries(new URLSearchParams(text.value)) : parseJson(text.value)?.value,
  };
}

/** The JSON body parsed by its schema, or the answer that says what does not fit. */
export async function jsonBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<Body<z.infer<Schema>>> {
  const text = await textBody(context);
  if (!text.ok) return text;
  const json = parseJson(text.value);
  if (json === undefined) {
    return {
      ok: false,
      answer: problem(context, {
        status: 400,
        title: 'The body is not JSON',
        errors: [{ path: '', message: 'not JSON' }],
      }),
    };
  }
  return parsed(context, schema, json.value);
}

/** The JSON body where there is one: what needs no words may come without. */
export async function optionalJsonBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<Body<z.infer<Schema>>> {
  const isEmpty =
    context.req.header('content-length') === '0' || context.req.header('content-type') === undefined;
  return isEmpty ? parsed(context, schema, {}) : jsonBody(context, schema);
}

/** Any value of a call parsed by its schema, or the answer that says what does not fit. */
export function parsed<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
  value: unknown,
): Body<z.infer<Schema>> {
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  return {
    ok: false,
    answer: problem(context, {
      status: 400,
      title: 'Some fields do not fit',
      errors: fieldProblems(result.error),
    }),
  };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    // Not JSON is the answer, and the caller says so to the client.
    return undefined;
  }
}
