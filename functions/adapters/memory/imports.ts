/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { RowError } from '../../domain/customer/import-row.ts';
import { hasChangedRecords, type Import, type ImportStarted } from '../../domain/import/import.ts';
import { plusSeconds, type Instant } from '../../domain/instant.ts';
import type { ImportFiles, Imports } from '../../ports/imports.ts';

/** Imports for tests of use cases; `started` are the facts that would start the machine. */
export function memoryImports(): Imports & { readonly started: readonly ImportStarted[] } {
  const imports = new Map<string, Import>();
  const rowErrors = new Map<string, RowError[]>();
  const facts: ImportStarted[] = [];
  let changedAt: Instant | undefined;
  return {
    started: facts,
    async create(newImport) {
      if (imports.has(newImport.id)) throw new Error(`import ${newImport.id} exists already`);
      imports.set(newImport.id, newImport);
    },
    byId: async (importId) => imports.get(importId),
    errors: async (importId) => rowErrors.get(importId) ?? [],
    async save(next, { errors = [], started } = {}) {
      if (imports.get(next.id)?.version !== next.version - 1) return 'stale';
      imports.set(next.id, next);
      rowErrors.set(next.id, [...(rowErrors.get(next.id) ?? []), ...errors]);
      if (started) facts.push(started);
      if (hasChangedRecords(next)) changedAt = next.updatedAt;
      return 'saved';
    },
    recordsChangedAt: async () => changedAt,
  };
}

/** Files by import id; `put` is the upload. */
export function memoryImportFiles(
  now: () => Instant,
): ImportFiles & { put(importId: string, text: string): void } {
  const files = new Map<string, Uint8Array>();
  return {
    put: (importId, text) => void files.set(importId, new TextEncoder().encode(text)),
    uploadUrl: async (importId) => ({
      url: `https://files.example/${importId}`,
      expiresAt: plusSeconds(now(), 3600),
    }),
    async read(importId, offset, length) {
      const bytes = files.get(importId);
      return bytes && { bytes: bytes.subarray(offset, offset + length), size: bytes.length };
    },
  };
}
