import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseOwner } from '../../../functions/domain/escalation/assign.ts';
import { DUTY_LEVEL, nextRung } from '../../../functions/domain/escalation/ladder.ts';
import type { StaffMember } from '../../../functions/domain/settings.ts';

const user = (id: string, lead?: string, groups: StaffMember['groups'] = ['handler']): StaffMember => ({
  id,
  name: id,
  address: `${id}@firm.example`,
  groups,
  team: 'care',
  ...(lead === undefined ? {} : { lead }),
});

const hana = user('hana', 'lena');
const hugo = user('hugo', 'lena');
const lena = user('lena', 'henry', ['lead', 'handler']);
const henry = user('henry', undefined, ['lead']);
const mara = user('mara', 'lena', ['marketer']);

const staffing = (users: StaffMember[] = [hana, hugo, lena, henry, mara], unavailable: string[] = []) => ({
  users,
  unavailable,
  dutyMailbox: 'duty@firm.example',
});

const duty = { to: 'duty', address: 'duty@firm.example', level: 3 };

describe('the ladder', () => {
  test('climbs from the owner to the lead, the head and the duty mailbox', () => {
    const climbed = [0, 1, 2].map((level) => nextRung(level, 'hana', staffing()));
    expect(climbed).toEqual([
      { to: 'user', user: lena, level: 1 },
      { to: 'user', user: henry, level: 2 },
      duty,
    ]);
  });

  test('beyond the last rung it tells the duty mailbox again', () => {
    expect(nextRung(3, 'hana', staffing())).toEqual(duty);
    expect(nextRung(99, 'hana', staffing())).toEqual(duty);
  });

  test.each([
    ['an absent lead is passed over', 'hana', ['lena'], { to: 'user', user: henry, level: 2 }],
    ['an absent lead and head leave the duty mailbox', 'hana', ['lena', 'henry'], duty],
    ['an owner without superior goes to the duty mailbox', 'henry', [], duty],
    ['a case without an owner goes to the first lead', undefined, [], { to: 'user', user: henry, level: 1 }],
    ['so does that of somebody who has left', 'gone', [], { to: 'user', user: henry, level: 1 }],
    ['a case without an owner or a lead at work goes to the duty mailbox', undefined, ['henry'], duty],
  ])('%s', (_case, owner, unavailable, expected) => {
    expect(nextRung(0, owner, staffing(undefined, unavailable))).toEqual(expected);
  });

  test.each([
    ['who leads themselves', [user('solo', 'solo')], 'solo', 0],
    ['whose lead is unknown', [user('solo', 'nobody')], 'solo', 0],
    ['led in a circle', [user('solo', 'pair'), user('pair', 'solo')], 'solo', 1],
  ])('somebody %s has nobody above but the duty mailbox', (_case, users, owner, level) => {
    expect(nextRung(level, owner, staffing(users))).toEqual(duty);
  });

  test('whatever the organisation looks like, it goes up and ends at the duty mailbox in three steps', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const organisations = fc.tuple(
      ...ids.map((id) => fc.constantFrom(...ids, undefined).map((lead) => user(id, lead))),
    );
    fc.assert(
      fc.property(
        organisations,
        fc.subarray(ids),
        fc.constantFrom(...ids, undefined),
        (users, absent, owner) => {
          let level = 0;
          const told: string[] = [];
          while (level < DUTY_LEVEL) {
            const rung = nextRung(level, owner, staffing(users, absent));
            expect(rung.level).toBeGreaterThan(level);
            if (rung.to === 'user') told.push(rung.user.id);
            level = rung.level;
          }
          expect(nextRung(level, owner, staffing(users, absent))).toEqual(duty);
          expect(new Set(told).size).toBe(told.length);
          expect(told).not.toContain(owner);
          expect(told.filter((id) => absent.includes(id))).toEqual([]);
        },
      ),
    );
  });
});

describe('the owner', () => {
  test('is the handler with the fewest open cases', () => {
    expect(chooseOwner(staffing(), { hana: 3, hugo: 1, lena: 2 })).toEqual({ to: 'user', user: hugo });
  });

  test('is the same one each time when all have as many', () => {
    expect(chooseOwner(staffing([lena, hugo, hana]), {})).toEqual({ to: 'user', user: hana });
  });

  test('is the account manager of the customer, if they handle cases and are there', () => {
    const busy = { hugo: 9 };
    expect(chooseOwner(staffing(), busy, 'hugo')).toEqual({ to: 'user', user: hugo });
    expect(chooseOwner(staffing(undefined, ['hugo']), busy, 'hugo')).toEqual({ to: 'user', user: hana });
    expect(chooseOwner(staffing(), busy, 'mara')).toEqual({ to: 'user', user: hana });
  });

  test('is nobody, and the duty mailbox hears of it, when no handler is available', () => {
    expect(chooseOwner(staffing(undefined, ['hana', 'hugo', 'lena']), {})).toEqual({
      to: 'duty',
      address: 'duty@firm.example',
    });
  });
});
