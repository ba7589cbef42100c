import type * as z from 'zod';

/** The function's variables, parsed once at cold start. What is missing is named, values are not. */
export function parseEnv<Schema extends z.ZodType>(schema: Schema): z.infer<Schema> {
  // Compiling a parser pays for whoever parses more than once.
  const result = schema.safeParse(process.env, { jitless: true });
  if (result.success) return result.data;
  const names = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`environment of this function: ${names.join('; ')}`);
}
