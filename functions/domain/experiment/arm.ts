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
