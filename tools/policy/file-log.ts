import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { loggedLineSchema, type LoggedLine } from '../../functions/domain/policy/logged-choice.ts';
import { UnusableTable } from '../unusable-table.ts';

/** @yields one decision a line; an empty line is none @throws UnusableTable naming the line */
export async function* linesOfFile(file: string): AsyncGenerator<LoggedLine> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    number += 1;
    if (text.trim() === '') continue;
    let json: unknown;
    try {
      json = JSON.parse(text);
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
