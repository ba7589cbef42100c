import type { RowError } from '../domain/customer/import-row.ts';
import type { Import } from '../domain/import/import.ts';
import type { Imports } from '../ports/imports.ts';

/** How far an import has come. `read`, `written`, `unchanged` and `errorCount` count rows; `offset` and `size` bytes. */
type ImportProgress = Pick<
  Import,
  | 'id'
  | 'kind'
  | 'state'
  | 'read'
  | 'written'
  | 'unchanged'
  | 'errorCount'
  | 'nextRow'
  | 'unknownColumns'
  | 'otherCurrencies'
  | 'offset'
  | 'size'
  | 'failure'
> & { readonly errors: readonly RowError[] };

/** How far an import is; undefined when there is none of this id. */
export async function readImport(
  imports: Pick<Imports, 'byId' | 'errors'>,
  importId: string,
): Promise<ImportProgress | undefined> {
  const found = await imports.byId(importId);
  if (!found) return undefined;
  const {
    id,
    kind,
    state,
    read,
    written,
    unchanged,
    errorCount,
    nextRow,
    unknownColumns,
    otherCurrencies,
    offset,
    size,
    failure,
  } = found;
  const errors = errorCount > 0 ? await imports.errors(importId) : [];
  return {
    id,
    kind,
    state,
    read,
    written,
    unchanged,
    errorCount,
    errors,
    nextRow,
    unknownColumns,
    otherCurrencies,
    offset,
    size,
    failure,
  };
}
