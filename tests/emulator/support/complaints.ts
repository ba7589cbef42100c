import { randomBytes } from 'node:crypto';
import { expect, vi } from 'vitest';
import { call, tokenIn } from './deployed.ts';

/** Cold starts on an emulator are processes. */
export const patiently = { timeout: 90_000, interval: 500 };

/** New at every run: an emulator may keep what the last one left. */
export const fresh = (): string => randomBytes(6).toString('hex');

export const lateParcel = (email: string) => ({
  name: 'Ann Lee',
  email,
  subject: 'Late delivery',
  body: 'My parcel arrived two weeks late and nobody answered my calls.',
  consent: { privacy: true },
});

export interface Receipt {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly statusUrl: string;
}

/** Sends a complaint that is accepted. */
export async function complain(complaint: object, key = fresh()): Promise<Receipt> {
  const answer = await call('POST', '/api/complaints', complaint, { 'idempotency-key': key });
  expect(answer.status, answer.text).toBe(201);
  return answer.json();
}

/** The customer's view once the case has one of these statuses. */
export function viewOnce(statusUrl: string, statuses: readonly string[]): Promise<any> {
  return vi.waitFor(async () => {
    const answer = await call('GET', `/api/cases/${tokenIn(statusUrl)}`);
    expect(answer.status).toBe(200);
    const view = answer.json();
    expect(statuses).toContain(view.status);
    return view;
  }, patiently);
}
