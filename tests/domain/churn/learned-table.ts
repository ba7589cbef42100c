import type { Column, TrainingTable } from '../../../functions/domain/churn/learning/training-table.ts';
import { seededDice } from '../../../functions/domain/churn/learning/dice.ts';

/**
 * Customers whose way of leaving we know: complaints raise it, tenure lowers it, one plan matters only in one region, and a
 * third column is noise. Some cells are unknown.
 */
export function learnedTable(rows: number, seed: number, senses = false): TrainingTable {
  const dice = seededDice(seed);
  const complaints = new Float64Array(rows);
  const tenure = new Float64Array(rows);
  const noise = new Float64Array(rows);
  const plan = new Int32Array(rows);
  const region = new Int32Array(rows);
  const outcomes = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    complaints[row] = dice.below(5);
    tenure[row] = dice.next() < 0.1 ? Number.NaN : Math.round(dice.next() * 600) / 10;
    noise[row] = dice.next();
    plan[row] = dice.below(3);
    region[row] = dice.below(4) - 1;
    const month = Number.isNaN(tenure[row]) ? 20 : (tenure[row] ?? 0);
    const together = plan[row] === 2 && region[row] === 1 ? 2.5 : plan[row] === 2 ? -1 : 0;
    const logOdds = -1.2 + 0.7 * (complaints[row] ?? 0) - 0.05 * month + together;
    outcomes[row] = dice.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }
  const columns: Column[] = [
    { kind: 'number', name: 'complaints', values: complaints, ...(senses && { sense: 'rising' as const }) },
    { kind: 'number', name: 'tenure', values: tenure, ...(senses && { sense: 'falling' as const }) },
    { kind: 'number', name: 'noise', values: noise },
    { kind: 'category', name: 'plan', codes: plan, categories: ['basic', 'plus', 'pro'] },
    { kind: 'category', name: 'region', codes: region, categories: ['north', 'south', 'west'] },
  ];
  return { columns, outcomes };
}
