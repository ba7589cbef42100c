import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { firmModel, recordFeatures } from '../functions/domain/churn/firm-model.ts';

/**
 * The text of a model file that `npm run train` wrote, once it is sure to be of use.
 * @param columns of the firm's customer file that the record keeps beside its own.
 * @returns or, in one line, what is wrong with it and what to do.
 */
export function readOwnChurnModel(
  file: string,
  columns: readonly string[],
): { readonly text: string } | { readonly problem: string } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {
      problem: `"${file}" is neither general, telecom or commerce nor a file that can be read. Give the path of a model that npm run train wrote`,
    };
  }
  let read;
  try {
    read = firmModel(JSON.parse(text), columns);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
    const why =
      error instanceof z.ZodError ? z.prettifyError(error).replaceAll(/\s*\n\s*/g, ' ') : error.message;
    return { problem: `"${file}" is no churn model that npm run train wrote: ${why}` };
  }
  if (read.ok) return { text };
  return {
    problem:
      `the model "${file}" asks for ${read.unknown.join(', ')}, which the customer record does not hold. ` +
      `The record knows ${recordFeatures.join(', ')}; name columns of your customer file in "churnColumns", or train without the others (--drop ${read.unknown.join(',')})`,
  };
}
