import { armOf, CONTROL_GROUP, withControlGroup, type Arm, type Chance } from '../domain/experiment/arm.ts';
import type { RuntimeSettings } from '../domain/settings.ts';
import type { Digests } from '../ports/world.ts';

export interface DrawDeps {
  readonly digests: Pick<Digests, 'draw'>;
  readonly firm: { readonly settings: Pick<RuntimeSettings, 'controlGroupShare'> };
}

export interface Drawn extends Chance {
  /** Arm in the control group's own experiment; absent while the firm has no control group. */
  readonly control?: Arm;
}

/** Draws a customer for one experiment, the control group counted in. @param share of the experiment's own holdout */
export async function drawArm(
  { digests, firm }: DrawDeps,
  experiment: string,
  share: number,
  customer: string,
): Promise<Drawn> {
  const { controlGroupShare } = firm.settings;
  const own = { share, draw: share === 0 ? 0.5 : await digests.draw(experiment, customer) };
  if (controlGroupShare === 0) return own;
  const control = { share: controlGroupShare, draw: await digests.draw(CONTROL_GROUP, customer) };
  return { ...withControlGroup(own, control), control: armOf(control.draw, control.share) };
}
