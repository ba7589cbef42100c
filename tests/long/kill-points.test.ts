import { afterAll } from 'vitest';
import { findDynoxide } from '../../local/dynamodb.ts';
import { startFaultCloud } from '../faults/support/fault-cloud.ts';
import { acceptedOffer, repliedByMail } from '../faults/support/journeys.ts';
import { countPoints, expectAcceptedOffer, expectGivenToPerson } from '../faults/support/kill-points.ts';
import { killSuite } from '../faults/support/kill-suite.ts';

/** dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. */
const faults = findDynoxide() === undefined ? undefined : await startFaultCloud();
const ofForm = faults ? await countPoints(faults, acceptedOffer, 'ordinary') : [];
const ofMail = faults ? await countPoints(faults, repliedByMail, 'ordinary') : [];

afterAll(() => faults?.stop());

killSuite(faults, {
  what: 'a complaint by form is neither lost nor doubled, whatever call the worker ends at',
  journey: acceptedOffer,
  customer: 'ordinary',
  points: ofForm,
  atLeast: 50,
  expectWhole: expectAcceptedOffer,
});

killSuite(faults, {
  what: 'a complaint by mail and the reply to our offer are neither lost nor doubled, whatever call the worker ends at',
  journey: repliedByMail,
  customer: 'ordinary',
  points: ofMail.filter((point) => point.function === 'receive-mail'),
  atLeast: 10,
  expectWhole: expectGivenToPerson,
});
