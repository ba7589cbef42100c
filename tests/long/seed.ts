/** Seed of all random choices of a long run; the same seed is the same run. */
export const seed = Number(process.env['AMENDS_SEED'] ?? 1);
