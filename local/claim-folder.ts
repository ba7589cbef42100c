import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { endEngineLeftBehind, ownerOf } from './dynamodb.ts';
import { Refused } from './refused.ts';

/** A folder that is ours until it is let go. */
interface ClaimedFolder {
  /** Removes everything in it. */
  empty(): void;
  letGo(): void;
}

const LOCK = 'in-use.lock';
/** A process that was killed with gigabytes in hand takes a moment to end, and keeps its locks until then: 0.4 s with 1.8 GB. */
const LONGEST_DYING_MS = 1500;
const PAUSE_MS = 20;

/**
 * Makes sure that nobody else works on a folder. The lock is one of the system, through SQLite: it ends with the process
 * that holds it, however that ended and whoever has its number since.
 * @throws Refused when another cloud uses the folder
 */
export async function claimFolder(folder: string): Promise<ClaimedFolder> {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, LOCK));
  try {
    for (let waited = 0; !takes(lock); waited += PAUSE_MS) {
      if (waited >= LONGEST_DYING_MS)
        throw new Refused(
          `${folder} is in use by ${ownerOf(folder)}: stop it, or choose another folder with --data.`,
        );
      await pause(PAUSE_MS);
    }
    // A killed cloud leaves its engine running on the file, which another engine is about to open.
    await endEngineLeftBehind(folder);
  } catch (error) {
    lock.close();
    throw error;
  }
  return {
    empty() {
      for (const name of readdirSync(folder))
        if (!name.startsWith(LOCK)) rmSync(join(folder, name), { recursive: true, force: true });
    },
    letGo: () => lock.close(),
  };
}

/** SQLITE_BUSY: somebody else has it. */
const BUSY = 5;

function takes(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return false;
    throw error;
  }
}
