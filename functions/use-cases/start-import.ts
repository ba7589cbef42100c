import { staff } from '../domain/case/case.ts';
import { factIdOf } from '../domain/ids.ts';
import type { Import } from '../domain/import/import.ts';
import { accept, refuse, type Outcome } from '../domain/outcome.ts';
import type { Imports } from '../ports/imports.ts';
import type { Clock } from '../ports/world.ts';

interface StartImportDeps {
  readonly imports: Pick<Imports, 'byId' | 'save'>;
  readonly clock: Clock;
}

/** Starts races at most with another start; then the other one did it. */
const ATTEMPTS = 3;

/**
 * Starts the reading of an uploaded file, or goes on where it stopped. A start of what runs or is done changes
 * nothing. The machine starts from the fact.
 */
export async function startImport(
  { imports, clock }: StartImportDeps,
  { importId, by }: { readonly importId: string; readonly by: string },
): Promise<Outcome<Import, 'unknown-import'>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const found = await imports.byId(importId);
    if (!found) return refuse('unknown-import');
    if (found.state === 'running' || found.state === 'done') return accept(found);
    const at = clock.now();
    const { failure: _mended, ...kept } = found;
    const number = found.starts + 1;
    const running: Import = {
      ...kept,
      version: found.version + 1,
      state: 'running',
      starts: number,
      updatedAt: at,
    };
    const saved = await imports.save(running, {
      started: {
        id: factIdOf(importId, number),
        subjectId: importId,
        number,
        at,
        by: staff(by),
        happened: { type: 'ImportStarted', kind: found.kind, fromRow: found.nextRow },
        dispatch: 'import',
      },
    });
    if (saved === 'saved') return accept(running);
  }
  throw new Error(`import ${importId} keeps changing`);
}
