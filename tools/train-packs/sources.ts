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
  },
  banking: {
    file: 'banking77-train.csv',
    name: 'BANKING77, training part',
    source: 'banking_data/train.csv of PolyAI-LDN/task-specific-datasets on GitHub',
    licence: 'CC-BY-4.0',
  },
} as const;
export type SetName = keyof typeof sets;

const recordsSchema = z.array(z.record(z.string(), z.string()));

export interface PublicSet {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly provenance: Omit<Provenance, 'trainedOn'>;
}

/** Reads one set, looked for in each of the folders. */
export function readSet(name: SetName, folders: readonly string[]): PublicSet {
  const { file, ...said } = sets[name];
  for (const folder of folders) {
    let bytes;
    try {
      bytes = readFileSync(join(folder, file));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
      throw error;
    }
    const tabs = file.endsWith('.tsv');
    const rows = recordsSchema.parse(
      parse(bytes, {
        bom: true,
        relax_column_count: true,
        ...(tabs ? { delimiter: '\t', quote: null, columns: ['text', 'label'] } : { columns: true }),
      }),
    );
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
