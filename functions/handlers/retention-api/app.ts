import type { Hono } from 'hono';
import { STAFF_BASE, staffApp } from '../../runtime/staff-app.ts';
import type { StaffContext } from '../../runtime/staff-member.ts';
import type { Offers } from '../../ports/offers.ts';
import type { Experiments } from '../../ports/experiments.ts';
import type { RecordOutcomeDeps } from '../../use-cases/record-outcome.ts';
import type { ReportWorthDeps } from '../../use-cases/report-worth.ts';
import type { Firm } from '../../use-cases/firm.ts';
import { approvalRoutes, type ApprovalRoutesDeps } from './approval-routes.ts';
import { campaignRoutes, type CampaignRoutesDeps } from './campaign-routes.ts';
import { outcomeRoutes } from './outcome-routes.ts';
import { reportRoutes } from './report-routes.ts';
import { decisionRoutes, type DecisionRoutesDeps } from './decision-routes.ts';
import { loyaltyRoutes, type LoyaltyRoutesDeps } from './loyalty-routes.ts';
import { offerRoutes, type OfferRoutesDeps } from './offer-routes.ts';
import { segmentRoutes, type SegmentRoutesDeps } from './segment-routes.ts';
import { voucherRoutes, type VoucherRoutesDeps } from './voucher-routes.ts';

export type RetentionApiDeps = OfferRoutesDeps &
  ApprovalRoutesDeps &
  DecisionRoutesDeps &
  LoyaltyRoutesDeps &
  VoucherRoutesDeps &
  RecordOutcomeDeps &
  CampaignRoutesDeps &
  SegmentRoutesDeps &
  Pick<ReportWorthDeps, 'experiments' | 'campaigns'> & {
    readonly experiments: Experiments;
    readonly offers: Offers;
    readonly firm: Firm;
  };

/** Offers, campaigns, segments, outcomes, reports and loyalty as a whole; what is done on one case is in `staff-api`. */
export function retentionApi(deps: RetentionApiDeps): Hono<StaffContext> {
  const app = staffApp(deps.firm.settings.staff);
  app.route(STAFF_BASE, decisionRoutes(deps));
  app.route(STAFF_BASE, voucherRoutes(deps));
  app.route(STAFF_BASE, loyaltyRoutes(deps));
  app.route(STAFF_BASE, offerRoutes(deps));
  app.route(STAFF_BASE, approvalRoutes(deps));
  app.route(STAFF_BASE, campaignRoutes(deps));
  app.route(STAFF_BASE, segmentRoutes(deps));
  app.route(STAFF_BASE, outcomeRoutes(deps));
  app.route(STAFF_BASE, reportRoutes({ ...deps, currency: deps.firm.settings.currency }));
  return app;
}
