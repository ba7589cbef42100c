import type { FieldError, RawRow, RowError } from '../domain/customer/import-row.ts';
import type { FileLayout, Import, ImportStarted } from '../domain/import/import.ts';
import type { Instant } from '../domain/instant.ts';

/** Files on their way into the record of customers, and how far each has come. */
export interface Imports {
  create(newImport: Import): Promise<void>;
  byId(importId: string): Promise<Import | undefined>;
  /** The first row errors, in the order of the file. */
  errors(importId: string): Promise<readonly RowError[]>;
  /** Conditional on the version before this one; new row errors and the start are kept in the same step. */
  save(
    next: Import,
    also?: { readonly errors?: readonly RowError[]; readonly started?: ImportStarted },
  ): Promise<'saved' | 'stale'>;
  /** When an import of customers or orders that changed any last came to its end. */
  recordsChangedAt(): Promise<Instant | undefined>;
}

/** Where the files lie while they are read. */
export interface ImportFiles {
  /** Where the caller may PUT the file. */
  uploadUrl(importId: string): Promise<{ readonly url: string; readonly expiresAt: Instant }>;
  /** Bytes from `offset`, fewer at the end of the file; undefined when there is no such file. `size` is the whole file. */
  read(
    importId: string,
    offset: number,
    length: number,
  ): Promise<{ readonly bytes: Uint8Array; readonly size: number } | undefined>;
}

/** How the rows of a file lie and how many bytes come before the first one, or why it is no file of rows. */
export type FileHead =
  | { readonly ok: true; readonly layout: FileLayout; readonly length: number }
  | { readonly ok: false; readonly message: string };

/** Records in the order of the file; one that cannot be read has its error in place of its cells. */
export interface ParsedRows {
  readonly records: readonly ({ readonly row: RawRow } | { readonly error: FieldError })[];
  /** Bytes that these records take; the next piece begins behind them. */
  readonly length: number;
}

/** Takes records out of pieces of a file. A port, because reading CSV right is a library's work. */
export interface RowParser {
  head(firstBytes: Uint8Array, isWholeFile: boolean): Promise<FileHead>;
  /** Whole records only; at the end of the file what is left is a record too. */
  rows(bytes: Uint8Array, layout: FileLayout, isLast: boolean): Promise<ParsedRows>;
}
