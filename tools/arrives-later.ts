import { parseArgs } from 'node:util';

/**
 * A command whose name is public before its work is there: `--help` says what it will take, anything else fails and
 * says so, so that a script that calls it stops instead of going on with nothing.
 * @returns the exit code.
 */
export function arrivesLater(command: string, purpose: string, usage: string): number {
  const { values } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' } },
    strict: false,
    allowPositionals: true,
  });
  if (values['help'] === true) {
    console.log(
      `${purpose}\n\n  npm run -s ${command} -- ${usage}\n\nNot in this version: it arrives with the judgement step.`,
    );
    return 0;
  }
  console.error(`"${command}" is not in this version: it arrives with the judgement step.`);
  return 1;
}
