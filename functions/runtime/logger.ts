import { Logger } from '@aws-lambda-powertools/logger';

/** Structured logs: ids, counts and outcomes. Never a text, name or address, and never an event as a whole. */
export const logger = new Logger({ serviceName: 'amends' });

/**
 * An error as far as it may be logged: name and message of our own errors, only the name of others, for a library may put
 * what it was given into its message.
 */
export function loggable(error: unknown): { readonly name: string; readonly at?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const at = error.stack
    ?.split('\n')
    .find((line) => line.trimStart().startsWith('at '))
    ?.trim();
  return { name: error.name, ...(at !== undefined && { at }) };
}
