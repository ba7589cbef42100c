import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { expect, test } from 'vitest';
import { root, withApp } from './support/synth.ts';

interface Acknowledgement {
  readonly at: IConstruct;
  readonly id: string;
  readonly reason: string;
}

const everything = { domain: 'care.example.com', activateReceiptRules: 'true' };

function acknowledgements(app: App): Acknowledgement[] {
  return app.node.findAll().flatMap((at) =>
    at.node.metadata
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) => Object.entries<string>(data))
      .map(([id, reason]) => ({ at, id: id.split('::').slice(1).join('::'), reason })),
  );
}

test('no finding is acknowledged for a whole stack or the app', () => {
  withApp(everything, (app) => {
    const all = acknowledgements(app);

    expect(all.length).toBeGreaterThan(10);
    expect(all.filter(({ at }) => at instanceof App || Stack.isStack(at))).toEqual([]);
  });
});

test('every acknowledgement names one finding and says why it is no danger', () => {
  withApp(everything, (app) => {
    const vague = acknowledgements(app).filter(
      ({ id, reason }) => reason.length < 30 || (/IAM[45]/.test(id) && !/\[.+\]$/.test(id)),
    );

    expect(vague.map(({ id }) => id)).toEqual([]);
  });
});

test('docs/security.md lists exactly the findings that are acknowledged, with the same reasons', () => {
  const written = readFileSync(join(root, 'docs/security.md'), 'utf8');
  const rows = [...written.matchAll(/^\| `([^`]+)` +\| [^|]+ \| ([^|]+?) +\|$/gm)].map(
    ([, id, reason]) => `${id}: ${reason}`,
  );
  const made = withApp(everything, acknowledgements).map(({ id, reason }) => `${general(id)}: ${reason}`);

  expect(rows.toSorted()).toEqual([...new Set(made)].toSorted());
});

/** Logical ids are CloudFormation's; the page names the thing. */
function general(id: string): string {
  return id.replace(/<[^>]+\.Arn>/, '<MailBucket>');
}
