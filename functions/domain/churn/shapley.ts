/**
 * Shapley values of the game in which a coalition's worth is `value` × Π (1 or 0 as its members' conditions are met) ×
 * Π shares of the others: what a leaf is worth when only some features are known.
 *
 * For a member the sum over coalitions of the others is Σ_s s!(k-1-s)!/k! × (their products with s members), which a
 * polynomial with one factor `met·x + share` per other member collects.
 * @param shares per member: the share of training rows that its conditions let through.
 * @param pattern bit `j` is set when member `j` meets its conditions.
 */
export function shapleyOfPath(value: number, shares: Float64Array, pattern: number): Float64Array {
  const count = shares.length;
  const worth = new Float64Array(count);
  const coefficients = new Float64Array(count + 1);
  for (let own = 0; own < count; own += 1) {
    coefficients.fill(0);
    coefficients[0] = 1;
    let degree = 0;
    for (let other = 0; other < count; other += 1) {
      if (other === own) continue;
      const met = (pattern >>> other) & 1;
      const share = shares[other] ?? 0;
      for (let power = degree + 1; power >= 0; power -= 1) {
        const lower = power > 0 ? (coefficients[power - 1] ?? 0) : 0;
        coefficients[power] = (coefficients[power] ?? 0) * share + lower * met;
      }
      degree += 1;
    }
    let sum = 0;
    // s!(k-1-s)!/k!, from s = 0 up.
    let weight = 1 / count;
    for (let size = 0; size < count; size += 1) {
      sum += weight * (coefficients[size] ?? 0);
      weight *= (size + 1) / Math.max(1, count - 1 - size);
    }
    worth[own] = value * (((pattern >>> own) & 1) - (shares[own] ?? 0)) * sum;
  }
  return worth;
}
