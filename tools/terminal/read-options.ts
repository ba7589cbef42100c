import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Reads the options of a command. What does not fit is told with the usage, and the command ends with exit code 2. */
export function readOptions<const Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))
      throw error;
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
