/**
 * Chance that a chi-squared variable of `df` degrees of freedom exceeds `value`, after Wilson and Hilferty (1931):
 * good to about 0.001 near 0.01, which is finer than any choice made with it here.
 */
export function chiSquaredTail(value: number, df: number): number {
  if (value <= 0) return 1;
  const spread = 2 / (9 * df);
  return normalTail((Math.cbrt(value / df) - (1 - spread)) / Math.sqrt(spread));
}

/** Upper tail of the standard normal; Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = Math.exp(-(z * z) / 2) * 0.3989422804 * series;
  return z >= 0 ? tail : 1 - tail;
}
