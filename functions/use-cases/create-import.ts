import type { Import, ImportKind } from '../domain/import/import.ts';
import { idPrefixes } from '../domain/ids.ts';
import type { ImportFiles, Imports } from '../ports/imports.ts';
import type { Clock, Ids } from '../ports/world.ts';

interface CreateImportDeps {
  readonly imports: Pick<Imports, 'create'>;
  readonly files: Pick<ImportFiles, 'uploadUrl'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Opens an import and says where to PUT the file; nothing is read before it is started. */
export async function createImport(
  { imports, files, clock, ids }: CreateImportDeps,
  { kind, by }: { readonly kind: ImportKind; readonly by: string },
): Promise<{ readonly importId: string; readonly uploadUrl: string }> {
  const at = clock.now();
  const created: Import = {
    id: ids.next(idPrefixes.import),
    version: 1,
    kind,
    state: 'waiting',
    createdAt: at,
    createdBy: by,
    starts: 0,
    unknownColumns: [],
    otherCurrencies: [],
    offset: 0,
    nextRow: 1,
    read: 0,
    written: 0,
    unchanged: 0,
    errorCount: 0,
    updatedAt: at,
  };
  await imports.create(created);
  const { url } = await files.uploadUrl(created.id);
  return { importId: created.id, uploadUrl: url };
}
