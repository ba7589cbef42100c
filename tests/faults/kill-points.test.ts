import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findDynoxide } from '../../local/dynamodb.ts';
import { startFaultCloud } from './support/fault-cloud.ts';
import { acceptedOffer, repliedByMail } from './support/journeys.ts';
import {
  aroundChanges,
  oneSideEach,
  countPoints,
  expectAcceptedOffer,
  expectGivenToPerson,
} from './support/kill-points.ts';
import { killSuite } from './support/kill-suite.ts';

/**
 * dynoxide comes as an optional dependency, for Linux on x64 only; elsewhere put it on the PATH. Here the worker ends
 * around every call that changes something; around every call there is, and on the way through the escalation machine, in
 * tests/long.
 */
const faults = findDynoxide() === undefined ? undefined : await startFaultCloud();
const ofForm = faults ? await countPoints(faults, acceptedOffer, 'ordinary') : [];
const ofMail = faults ? await countPoints(faults, repliedByMail, 'ordinary') : [];

afterAll(() => faults?.stop());

describe.skipIf(faults === undefined)('every call that an adapter makes has its number', () => {
  /**
   * What is on no way of a case: files to import, which go on where they stopped; single writes that may be made twice,
   * the mark up to which was swept, the marks of who is over a campaign's line and the word that somebody wants no more
   * campaigns; and the reconcile job, which goes on
   * from its last page and hands over by a key that does nothing twice.
   */
  const elsewhere = [
    's3 PUT',
    'dynamodb PutItem',
    'dynamodb BatchWriteItem',
    's3 ListObjectsV2',
    's3 HeadObject',
    'lambda Invoke',
    'dynamodb DeleteItem',
  ];

  test('the journeys here make every call that there is in the adapters', () => {
    const folder = join(import.meta.dirname, '../../functions/adapters');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const services = { secrets: 'secretsmanager', stepfunctions: 'states', eventbridge: 'events' } as const;
    const inCode = files.flatMap((file) => {
      const [name = ''] = file.split(/[\\/]/);
      const service = name in services ? services[name as keyof typeof services] : name;
      const commands = readFileSync(join(folder, file), 'utf8').matchAll(/new (\w+)Command\(/g);
      return [...commands].map(
        ([, command]) => `${service} ${operations.get(command ?? '') ?? command ?? ''}`,
      );
    });
    const numbered = [...ofForm, ...ofMail].map(({ service, operation }) => `${service} ${operation}`);
    expect(new Set([...numbered, ...elsewhere])).toEqual(new Set([...inCode]));
  });

  /** The document client's names for what goes over the wire. */
  const operations = new Map([
    ['Get', 'GetItem'],
    ['Put', 'PutItem'],
    ['Update', 'UpdateItem'],
    ['Delete', 'DeleteItem'],
    ['BatchGet', 'BatchGetItem'],
    ['BatchWrite', 'BatchWriteItem'],
    ['TransactWrite', 'TransactWriteItems'],
    // S3 is told what to do by the method.
    ['GetObject', 'GET'],
    ['PutObject', 'PUT'],
  ]);
});

killSuite(faults, {
  what: 'a complaint by form is neither lost nor doubled when the worker ends',
  journey: acceptedOffer,
  customer: 'ordinary',
  // Both sides of every call of the form's way are in `npm run test:long`; here each call is met on one of them.
  points: oneSideEach(aroundChanges(ofForm)),
  atLeast: 13,
  expectWhole: expectAcceptedOffer,
});

killSuite(faults, {
  what: 'a complaint by mail and the reply to our offer are neither lost nor doubled when the worker ends',
  journey: repliedByMail,
  customer: 'ordinary',
  // The rest of the way is the same as above.
  points: aroundChanges(ofMail).filter((point) => point.function === 'receive-mail'),
  atLeast: 6,
  expectWhole: expectGivenToPerson,
});
