/** How fast something goes on that is heard of in steps, and how long the rest takes at that pace. */
export interface Pace {
  /** How much is done by now. */
  note(done: number): void;
  /** For the end of a line: the time left of `total`, that it is not known yet, or that nothing moves. */
  left(total: number): string;
}

/** Steps older than this say nothing of the pace now, unless they are the only ones. */
const WINDOW_MS = 60_000;
/** Nothing for this long is said instead of a time left that would be made up. */
const STANDSTILL_MS = 30_000;

/** @param now milliseconds of any clock that only goes forward */
export function newPace(now: () => number = () => performance.now()): Pace {
  /** Where it stood when it moved; the first only says from where. */
  let steps: { readonly at: number; readonly done: number }[] = [];
  return {
    note(done) {
      const last = steps.at(-1);
      if (last?.done === done) return;
      const at = now();
      const recent = steps.filter((one, place) => at - one.at < WINDOW_MS || place >= steps.length - 2);
      steps = [...recent, { at, done }];
    },
    left(total) {
      const [, first] = steps;
      const last = steps.at(-1);
      if (!last || last.done >= total) return '';
      const since = now() - last.at;
      if (!first || first === last)
        return since > STANDSTILL_MS ? `, nothing for ${inWords(since)}` : ', time left not known yet';
      const each = (last.at - first.at) / (last.done - first.done);
      if (since > Math.max(STANDSTILL_MS, 3 * each * averageStep(steps)))
        return `, nothing for ${inWords(since)}`;
      return `, ${inWords(Math.max(1000, (total - last.done) * each - since))} left`;
    },
  };
}

const averageStep = (steps: readonly { readonly done: number }[]): number =>
  ((steps.at(-1)?.done ?? 0) - (steps[0]?.done ?? 0)) / Math.max(1, steps.length - 1);

/** Milliseconds as a person says them. */
export function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const BAR_WIDTH = 24;

/** @param share from 0 to 1 */
export function bar(share: number): string {
  const done = Math.floor(share * BAR_WIDTH);
  return `[${'█'.repeat(done)}${'·'.repeat(BAR_WIDTH - done)}] ${Math.floor(share * 100)} %`;
}

const grouped = new Intl.NumberFormat('en');
/** A count with its thousands apart. */
export const countOf = (count: number): string => grouped.format(count);

/** Columns of a terminal that does not say; and a line a minute where nobody looks but a log. */
const USUAL_COLUMNS = 80;
const LOG_EVERY_MS = 60_000;

/** One line on stderr that is written over: cut to the terminal, for what wraps cannot be taken back. */
export function newProgressLine(stream: NodeJS.WriteStream = process.stderr) {
  let saidAt = performance.now();
  return {
    show(line: string): void {
      if (stream.isTTY) stream.write(`\r\u001b[K${line.slice(0, (stream.columns || USUAL_COLUMNS) - 1)}`);
      else if (performance.now() - saidAt > LOG_EVERY_MS) {
        stream.write(`${line}\n`);
        saidAt = performance.now();
      }
    },
    /** Leaves the last line standing. */
    end(line: string): void {
      if (stream.isTTY) stream.write(`\r\u001b[K${line}\n`);
      else stream.write(`${line}\n`);
    },
  };
}
