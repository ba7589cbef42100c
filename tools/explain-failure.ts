import { CsvError } from 'csv-parse';
import { UnusableTable } from './unusable-table.ts';

/** Something outside is not as it must be; the message says what to do. */
export class Stopped extends Error {}

/** A person's slip at the command line, told with the usage. */
export class WrongUsage extends Error {}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/**
 * Tells a person what went wrong and what to do; a defect of ours keeps its stack.
 * @returns the exit code.
 */
export function explainFailure(error: unknown, usage: string): number {
  const code = codeOf(error);
  if (error instanceof WrongUsage || String(code).startsWith('ERR_PARSE_ARGS')) {
    console.error(`${error instanceof Error ? error.message : ''}\n\n${usage}`);
    return 2;
  }
  // The reader of a pipe, such as `head`, has seen enough.
  if (code === 'EPIPE') return 0;
  if (error instanceof UnusableTable || error instanceof Stopped) console.error(error.message);
  else if (error instanceof CsvError) console.error(`the file is not a CSV table: ${error.message}`);
  else if (['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'].includes(String(code)))
    console.error(`cannot read or write a file: ${error instanceof Error ? error.message : ''}`);
  else throw error;
  return 1;
}
