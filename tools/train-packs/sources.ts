import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Provenance } from '../../functions/domain/text/model.ts';
import { UnusableTable } from '../unusable-table.ts';

/** Public sets that the shipped packs learn from; none of them is part of the project. */
const sets = {
  waimai: {
    file: 'text-zh/waimai-sentiment.csv',
    name: 'waimai_10k, 80 %',
    source: 'SophonPlus/ChineseNlpCorpus on GitHub',
    licence: 'none stated',
  },
  shopping: {
    file: 'text-zh/shopping-category-sentiment.csv',
    name: 'online_shopping_10_cats, part',
    source: 'SophonPlus/ChineseNlpCorpus on GitHub',
    licence: 'none stated',
  },
  cfpb: {
    file: 'text-en/cfpb.csv',
    name: 'CFPB consumer complaints, sample with narratives',
    source: 'consumerfinance.gov',
    licence: 'US public domain',
  },
  sst2: {
    file: 'sst2-train.tsv',
    name: 'SST-2, training part',
    source: 'data/SST2/train.tsv of clairett/pytorch-sentiment-classification on GitHub (Socher et al. 2013)',
    licence: 'none stated',
    columns: ['text', 'label'],
  },
  banking: {
    file: 'banking77-train.csv',
    name: 'BANKING77, training part',
    source: 'banking_data/train.csv of PolyAI-LDN/task-specific-datasets on GitHub',
    licence: 'CC-BY-4.0',
  },
  hotels: {
    file: 'text-zh/hotel-reviews.csv',
    name: 'ChnSentiCorp_htl_all, hotel reviews',
    source: 'ChnSentiCorp_htl_all.csv of aker-pc/NBC on GitHub (Tan Songbo)',
    licence: 'none stated',
    columns: ['label', 'review'],
  },
  restaurants: {
    file: 'text-zh/asap-dev_sample.csv',
    name: 'ASAP restaurant reviews, sample of the development part',
    source: 'data/dev_sample.csv of Meituan-Dianping/asap on GitHub',
    licence: 'Apache-2.0',
  },
  conversations: {
    file: 'text-en/cucom-ecommerce.jsonl',
    name: 'CuCom 0.1, made-up conversations with a shop, ecommerce',
    source: 'ecommerce/ecommerce_v_0_1.jsonl.zip of vakyansh/cucom on GitHub',
    licence: 'Apache-2.0',
  },
  yelp: {
    file: 'text-en/yelp_labelled.txt',
    name: 'Sentiment Labelled Sentences, Yelp',
    source: 'UCI Machine Learning Repository (Kotzias et al. 2015)',
    licence: 'CC-BY-4.0',
    columns: ['text', 'label'],
  },
  phones: {
    file: 'text-en/amazon_cells_labelled.txt',
    name: 'Sentiment Labelled Sentences, Amazon cell phones',
    source: 'UCI Machine Learning Repository (Kotzias et al. 2015)',
    licence: 'CC-BY-4.0',
    columns: ['text', 'label'],
  },
} as const;
export type SetName = keyof typeof sets;

interface SetSource {
  readonly file: string;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  /** Where the file does not name them itself. */
  readonly columns?: readonly string[];
}

const recordsSchema = z.array(z.record(z.string(), z.string()));

export interface PublicSet {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly provenance: Omit<Provenance, 'trainedOn'>;
}

function table(bytes: Buffer, file: string, columns: readonly string[] | undefined): PublicSet['rows'] {
  return recordsSchema.parse(
    parse(bytes, {
      bom: true,
      relax_column_count: true,
      ...(file.endsWith('.csv') ? { relax_quotes: columns !== undefined } : { delimiter: '\t', quote: null }),
      columns: columns ? [...columns] : true,
    }),
  );
}

const conversationSchema = z.object({
  turns: z.array(z.object({ role: z.string(), content: z.string() })),
});

/** How a conversation opens says most: later turns are short answers. */
const OPENING_TURNS = 3;

/** What customers say in the first turns of conversations, one a line of JSON. */
const customersOf = (lines: string): PublicSet['rows'] =>
  lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) =>
      conversationSchema
        .parse(JSON.parse(line))
        .turns.filter(({ role }) => role === 'user')
        .slice(0, OPENING_TURNS)
        .map(({ content }) => ({ text: content })),
    );

/** Reads one set, looked for in each of the folders. */
export function readSet(name: SetName, folders: readonly string[]): PublicSet {
  const { file, columns, ...said }: SetSource = sets[name];
  for (const folder of folders) {
    let bytes;
    try {
      bytes = readFileSync(join(folder, file));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
      throw error;
    }
    const rows = file.endsWith('.jsonl') ? customersOf(bytes.toString()) : table(bytes, file, columns);
    return { rows, provenance: { ...said, sha256: createHash('sha256').update(bytes).digest('hex') } };
  }
  throw new UnusableTable(`${file} is in none of the folders; it is ${said.name}, from ${said.source}`);
}

/** Several sets as one line of provenance. */
export const combined = (parts: readonly PublicSet['provenance'][], trainedOn: string): Provenance => ({
  name: parts.map(({ name }) => name).join(' + '),
  source: parts.map(({ source }) => source).join(' + '),
  licence: parts.map(({ licence }) => licence).join(' + '),
  sha256: parts.map(({ sha256 }) => sha256).join(' '),
  trainedOn,
});
