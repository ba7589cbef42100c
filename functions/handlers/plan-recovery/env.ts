import { DrawingEnv } from '../../runtime/env-schemas.ts';

/** Decides, with a draw for the holdout; it writes no links and no mail. */
export const Env = DrawingEnv;
