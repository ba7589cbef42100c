/**
 * Virtual time in memory that the main thread writes and every worker reads, so that moving the clock is
 * seen by all functions at once. Cells: virtual anchor (ms), real anchor (ms), speed; guarded by a counter
 * that is odd while a write is under way.
 */
export interface SharedTime {
  readonly cells: SharedArrayBuffer;
}

const guardBytes = 8;

export function newSharedTime(): SharedTime {
  return { cells: new SharedArrayBuffer(guardBytes + 3 * Float64Array.BYTES_PER_ELEMENT) };
}

/** @param realNow real milliseconds since the epoch (the unshifted `Date.now()`) */
export function writeSharedTime(time: SharedTime, virtualNow: number, realNow: number, speed: number): void {
  const guard = new Int32Array(time.cells, 0, 1);
  const values = new Float64Array(time.cells, guardBytes, 3);
  Atomics.add(guard, 0, 1);
  values.set([virtualNow, realNow, speed]);
  Atomics.add(guard, 0, 1);
}

/** Virtual milliseconds since the epoch, never torn by a concurrent write. */
export function readSharedTime(time: SharedTime, realNow: number): number {
  const guard = new Int32Array(time.cells, 0, 1);
  const values = new Float64Array(time.cells, guardBytes, 3);
  for (;;) {
    const before = Atomics.load(guard, 0);
    const [virtualAnchor = 0, realAnchor = 0, speed = 1] = values;
    const untouched = before % 2 === 0 && Atomics.load(guard, 0) === before;
    if (untouched) return Math.floor(virtualAnchor + (realNow - realAnchor) * speed);
  }
}
