import type { Estimate, lackingFor, Verdict } from './estimate.ts';

/**
 * A plain sentence; amounts in the firm's money per 100 decisions, `money` puts minor units into words.
 * @param lacking what would be needed to know, where it is not known
 */
export function verdictInWords(
  names: { readonly policy: string; readonly other: string },
  verdict: Verdict,
  difference: Estimate,
  money: (amount: number) => string,
  lacking?: ReturnType<typeof lackingFor>,
): string {
  const hundred = (value: number): string => money(Math.round(Math.abs(100 * value)));
  const policy = `${names.policy.charAt(0).toUpperCase()}${names.policy.slice(1)}`;
  switch (verdict) {
    case 'better':
      return `${policy} beats "${names.other}": by ${hundred(difference.value)} per 100 decisions, between ${hundred(difference.low)} and ${hundred(difference.high)}.`;
    case 'worse':
      return `${policy} does worse than "${names.other}": by ${hundred(difference.value)} per 100 decisions, between ${hundred(difference.high)} and ${hundred(difference.low)}.`;
    case 'not-known':
      return `It is not yet known whether ${names.policy} beats "${names.other}"${lackInWords(lacking)}.`;
  }
}

/** Whoever plans by it wants no more digits. */
const twoDigits = (count: number): string => Number(count.toPrecision(2)).toLocaleString('en');

function lackInWords(lacking: ReturnType<typeof lackingFor>): string {
  if (lacking === undefined) return '';
  if ('tries' in lacking) return ': too few decisions did what it would have done';
  return `: about ${twoDigits(lacking.more)} more decisions with a known outcome would tell`;
}
