import { median } from './row.ts';

const REPEATS = 9;

/**
 * Things a second of one core, median of nine rounds after one to warm up; a busy machine does not count.
 * @param round told which round it is, 0 when warming up.
 */
export function perSecond(count: number, round: (turn: number) => void): number {
  round(0);
  const rounds = Array.from({ length: REPEATS }, (_, index) => {
    const before = process.cpuUsage();
    round(index + 1);
    const { user, system } = process.cpuUsage(before);
    return (count / (user + system)) * 1e6;
  });
  return median(rounds);
}
