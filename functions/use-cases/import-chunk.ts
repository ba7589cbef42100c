import type { RowError } from '../domain/customer/import-row.ts';
import type { MergeContext } from '../domain/customer/merge-customer.ts';
import { MAX_KEPT_ERRORS, type FileLayout, type Import, type ImportKind } from '../domain/import/import.ts';
import type { Customers } from '../ports/customers.ts';
import type { ImportFiles, Imports, ParsedRows, RowParser } from '../ports/imports.ts';
import type { Clock } from '../ports/world.ts';
import { importCustomers, unknownCustomerColumns, type NumberedRow, type Tally } from './import-customers.ts';
import { importOrders, unknownOrderColumns, type Loyalty } from './import-orders.ts';
import { importOutcomes, unknownOutcomeColumns } from './import-outcomes.ts';
import type { RecordOutcomeDeps } from './record-outcome.ts';

interface ImportChunkDeps {
  readonly imports: Pick<Imports, 'byId' | 'save'>;
  readonly customers: Customers;
  readonly files: Pick<ImportFiles, 'read'>;
  readonly parser: RowParser;
  readonly loyalty: Loyalty;
  readonly outcomes: Pick<RecordOutcomeDeps, 'experiments' | 'offers' | 'beliefs'>;
  readonly appraise: MergeContext['appraise'];
  readonly clock: Clock;
  /** Bytes of one chunk; a test uses small ones. */
  readonly chunkBytes?: number;
}

/** About 2,000 customers or 3,000 orders: seconds of work, far below the function's five minutes. */
const CHUNK_BYTES = 256 * 1024;
/** A chunk without one whole record is read again with more; a longer record is a quote that never closes. */
const MAX_CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Takes in the next chunk of a running import and says whether there is more. The place in the file is saved after the
 * rows, conditionally: a chunk that is repeated, by a retry or by two at once, writes the same rows again (then
 * counted as unchanged) and moves the place once.
 */
export async function importChunk(
  deps: ImportChunkDeps,
  importId: string,
): Promise<{ readonly importId: string; readonly more: boolean }> {
  const found = await deps.imports.byId(importId);
  if (found?.state !== 'running') return { importId, more: false };
  const next = await advance(deps, found);
  const { errors, ...progress } = next;
  const saved = await deps.imports.save(
    { ...found, ...progress, version: found.version + 1, updatedAt: deps.clock.now() },
    { errors: errors.slice(0, Math.max(0, MAX_KEPT_ERRORS - found.errorCount)) },
  );
  // Somebody else did this chunk at the same time; what they saved says whether there is more.
  return { importId, more: saved === 'stale' || progress.state === 'running' };
}

/** Marks an import whose machine gave up, so that it can be started again where it stopped. */
export async function giveUpImport(
  { imports, clock }: Pick<ImportChunkDeps, 'imports' | 'clock'>,
  importId: string,
): Promise<void> {
  const found = await imports.byId(importId);
  if (found?.state !== 'running') return;
  await imports.save({
    ...found,
    version: found.version + 1,
    state: 'failed',
    failure: 'the rows could not be stored; start it again and it goes on where it stopped',
    updatedAt: clock.now(),
  });
}

type Progress = Partial<Import> & Pick<Import, 'state'> & { readonly errors: readonly RowError[] };

const failed = (failure: string): Progress => ({ state: 'failed', failure, errors: [] });

async function advance(deps: ImportChunkDeps, found: Import): Promise<Progress> {
  const start = found.layout ? { layout: found.layout, offset: found.offset } : await begin(deps, found);
  if ('state' in start) return start;
  const { layout, offset } = start;

  const piece = await wholeRecords(deps, found.id, layout, offset);
  if (piece === undefined) return failed('the file is gone: it is kept for seven days; import it anew');
  if (piece === 'endless') {
    return failed(
      `row ${found.nextRow} is longer than ${MAX_CHUNK_BYTES / 1024 / 1024} MiB: a quote that never closes? Mend it and import the file anew`,
    );
  }
  const { records, length, size } = piece;
  const tally = await takeIn(deps, found, records);
  const through = offset + length;
  const columns = columnsIn(layout, records);
  const unknown = unknownColumns[found.kind](columns);
  return {
    state: through >= size ? 'done' : 'running',
    layout,
    offset: through,
    size,
    nextRow: found.nextRow + records.length,
    read: found.read + records.length,
    written: found.written + tally.written,
    unchanged: found.unchanged + tally.unchanged,
    errorCount: found.errorCount + tally.errors.length,
    unknownColumns: [...new Set([...found.unknownColumns, ...unknown])].slice(0, MAX_LISTED_COLUMNS),
    otherCurrencies: [...new Set([...found.otherCurrencies, ...(tally.otherCurrencies ?? [])])],
    errors: tally.errors,
  };
}

/** Columns of a file that no field of its kind takes. */
const unknownColumns: Readonly<Record<ImportKind, (columns: readonly string[]) => string[]>> = {
  customers: unknownCustomerColumns,
  orders: unknownOrderColumns,
  outcomes: unknownOutcomeColumns,
};

const MAX_LISTED_COLUMNS = 100;

async function begin(
  { files, parser, chunkBytes = CHUNK_BYTES }: ImportChunkDeps,
  { id, kind }: Import,
): Promise<Progress | { layout: FileLayout; offset: number }> {
  const head = await files.read(id, 0, Math.max(chunkBytes, CHUNK_BYTES));
  if (!head) return failed('no file was uploaded; PUT it to the uploadUrl, then start the import again');
  const found = await parser.head(head.bytes, head.bytes.length >= head.size);
  if (!found.ok) return failed(found.message);
  if (found.layout.format === 'csv') {
    const { columns } = found.layout;
    const unknown = unknownColumns[kind](columns);
    if (unknown.length === columns.length)
      return failed(`no column of the header is known; the first line must name the columns of ${kind}`);
  }
  return { layout: found.layout, offset: found.length };
}

async function wholeRecords(
  { files, parser, chunkBytes = CHUNK_BYTES }: ImportChunkDeps,
  importId: string,
  layout: FileLayout,
  offset: number,
): Promise<(ParsedRows & { readonly size: number }) | 'endless' | undefined> {
  for (let length = chunkBytes; length <= MAX_CHUNK_BYTES; length *= 4) {
    const piece = await files.read(importId, offset, length);
    if (!piece) return undefined;
    const isLast = offset + piece.bytes.length >= piece.size;
    const rows = await parser.rows(piece.bytes, layout, isLast);
    if (isLast || rows.length > 0) return { ...rows, size: piece.size };
  }
  return 'endless';
}

async function takeIn(deps: ImportChunkDeps, found: Import, records: ParsedRows['records']): Promise<Tally> {
  const numbered = records.map((record, index) => ({ number: found.nextRow + index, record }));
  const unreadable = numbered.flatMap(({ number, record }) =>
    'error' in record ? [{ row: number, ...record.error }] : [],
  );
  const rows = numbered.flatMap(({ number, record }) =>
    'row' in record ? [{ number, row: record.row }] : [],
  );
  const tally = await takeInRows(deps, found.kind, rows);
  return { ...tally, errors: [...unreadable, ...tally.errors].sort((a, b) => a.row - b.row) };
}

function takeInRows(deps: ImportChunkDeps, kind: ImportKind, rows: readonly NumberedRow[]): Promise<Tally> {
  const context = {
    ...{ now: deps.clock.now(), source: 'import', appraise: deps.appraise },
    currency: deps.loyalty.terms.currency,
  };
  switch (kind) {
    case 'customers':
      return importCustomers(deps.customers, rows, context);
    case 'orders':
      return importOrders(deps.customers, deps.loyalty, rows, context);
    case 'outcomes':
      return importOutcomes({ ...deps.outcomes, customers: deps.customers }, rows, context.source);
  }
}

function columnsIn(layout: FileLayout, records: ParsedRows['records']): readonly string[] {
  if (layout.format === 'csv') return layout.columns;
  return [...new Set(records.flatMap((record) => ('row' in record ? Object.keys(record.row) : [])))];
}
