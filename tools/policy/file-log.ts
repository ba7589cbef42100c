import { createInterface } from 'node:readline';
import * as z from 'zod';
import { loggedLineSchema, type LoggedLine } from '../../functions/domain/policy/logged-choice.ts';
import { textFile } from '../table/text-file.ts';
import { UnusableTable } from '../unusable-table.ts';

/** @yields one decision a line; an empty line is none @throws UnusableTable naming the line */
export async function* linesOfFile(file: string, note: (text: string) => void): AsyncGenerator<LoggedLine> {
  let number = 0;
  for await (const text of createInterface({
    input: (await textFile(file, note)).open(),
    crlfDelay: Infinity,
  })) {
    number += 1;
    if (text.trim() === '') continue;
    let json: unknown;
    try {
      json = JSON.parse(number === 1 ? text.replace(/^\uFEFF/, '') : text);
    } catch (error) {
      throw new UnusableTable(
        `line ${number} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const line = loggedLineSchema.safeParse(json);
    if (!line.success)
      throw new UnusableTable(`line ${number} is not a decision of the log:\n${z.prettifyError(line.error)}`);
    yield line.data;
  }
}
