import * as z from 'zod';

/** Where chance put a customer. `holdout` gets what is owed and nothing that is given to keep them. */
export const armSchema = z.enum(['treated', 'holdout']);
export type Arm = z.infer<typeof armSchema>;

/** Offers beside a remedy. A change of policy or of the holdout rule begins a new experiment under a new name. */
export const RECOVERY_EXPERIMENT = 'recovery-offer-1';

/** The customers who get no offer and no campaign at all, so that all of retention together can be measured. */
export const CONTROL_GROUP = 'control-group';

/** @param draw in [0, 1), from a keyed hash of customer and experiment @param share of the holdout, 0 to 1 */
export const armOf = (draw: number, share: number): Arm => (draw < share ? 'holdout' : 'treated');

/** A share of the holdout, 0 to 1, and where chance put one customer, in [0, 1). */
export interface Chance {
  readonly share: number;
  readonly draw: number;
}

/**
 * One chance out of an experiment's own and that of the control group: whoever is in either is held out, and `share` is
 * the chance of that, so that propensities stay right.
 */
export function withControlGroup(own: Chance, control: Chance): Chance {
  const left = 1 - control.share;
  return {
    share: control.share + left * own.share,
    draw: armOf(control.draw, control.share) === 'holdout' ? 0 : control.share + left * own.draw,
  };
}
