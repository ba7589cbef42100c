import * as z from 'zod';

/** What the cloud sends a worker. */
export const Invocation = z.object({
  id: z.string(),
  event: z.unknown(),
  functionName: z.string(),
  functionArn: z.string(),
  /** MB */
  memory: z.number(),
  /** Real milliseconds since the epoch at which the invocation is ended. */
  deadline: z.number(),
});
export type Invocation = z.infer<typeof Invocation>;

/** What a worker answers; `payload` is JSON text. */
export const InvocationResult = z.discriminatedUnion('ok', [
  z.object({ id: z.string(), ok: z.literal(true), payload: z.string() }),
  z.object({
    id: z.string(),
    ok: z.literal(false),
    errorType: z.string(),
    errorMessage: z.string(),
    trace: z.array(z.string()),
  }),
]);
export type InvocationResult = z.infer<typeof InvocationResult>;

/** What the caller of a function gets: as from Lambda's `Invoke`. */
export type Outcome =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: readonly string[];
    };
