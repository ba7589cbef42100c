import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NothingToLearn, trainTextModel, type TextRow } from '../functions/domain/text/learning/train.ts';
import { explainFailure, WrongUsage } from './explain-failure.ts';
import { UnusableTable } from './unusable-table.ts';
import { textRows } from './table/text-table.ts';

const usage = `Fits a text classifier on labelled texts of any language, Chinese and English first.

  npm run -s train-text -- --data FILE.csv --text COL --label COL --out MODEL.json [--seed N]

  --data FILE.csv  a table whose first line names its columns
  --text COL       the column with the texts; rows without a text or a label are left out
  --label COL      the column with what to learn, any words or numbers, of at most 1,000 kinds
  --out FILE       where the model goes, at most 3 MB; "npm run -s classify" uses it
  --seed N         another division for the cross-validation; 1 when left out

Prints {"rows","labels","accuracy","macroF1"} from five-fold cross-validation in which rows of the same text are never
on both sides. The same file and seed give the same model.`;

const options = {
  data: { type: 'string' },
  text: { type: 'string' },
  label: { type: 'string' },
  out: { type: 'string' },
  seed: { type: 'string', default: '1' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The rows that can be learned from; says on stderr which were left out. */
async function labelledRows(path: string, text: string, label: string): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  const without = { text: 0, label: 0 };
  const first = { text: 0, label: 0 };
  for await (const row of textRows(path, { text, label }, (line) => console.error(line))) {
    const missing = row.text.trim() === '' ? 'text' : row.label === '' ? 'label' : undefined;
    if (missing === undefined) rows.push({ text: row.text, label: row.label });
    else {
      without[missing] += 1;
      first[missing] ||= row.row;
    }
  }
  if (without.text > 0)
    console.error(`left out: ${without.text} rows without a text (first: row ${first.text}, column ${text})`);
  if (without.label > 0)
    console.error(
      `left out: ${without.label} rows without a label (first: row ${first.label}, column ${label})`,
    );
  return rows;
}

async function main(): Promise<number> {
  const { data, text, label, out, seed, help } = parseArgs({ options }).values;
  if (help === true) {
    console.log(usage);
    return 0;
  }
  for (const [name, value] of Object.entries({ data, text, label, out }))
    if (value === undefined) throw new WrongUsage(`--${name} is missing`);
  if (data === undefined || text === undefined || label === undefined || out === undefined) return 2;
  if (text === label) throw new WrongUsage(`--text and --label name the same column, "${text}"`);
  if (!/^\d{1,9}$/.test(seed)) throw new WrongUsage(`--seed takes a whole number, not "${seed}"`);
  const rows = await labelledRows(data, text, label);
  try {
    const { artifact } = trainTextModel(rows, {
      seed: Number(seed),
      note: (line) => console.error(line),
    });
    writeFileSync(out, `${JSON.stringify(artifact)}\n`);
    const { accuracy, macroF1 } = artifact.quality;
    console.log(JSON.stringify({ rows: rows.length, labels: artifact.labels.length, accuracy, macroF1 }));
    return 0;
  } catch (error) {
    if (error instanceof NothingToLearn)
      throw new UnusableTable(`${data}, columns ${text} and ${label}: ${error.message}`);
    throw error;
  }
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
