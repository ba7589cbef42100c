import { describe, expect, test } from 'vitest';
import { openSignIn, proofOf, timestampOf } from '../../tools/sign-in/password-proof.ts';
import { signIn, SignInRefused, type Cognito } from '../../tools/sign-in/sign-in.ts';

const pool = { poolId: 'us-east-1_aBcDeFgHi', clientId: 'console' };
const challenge = {
  USER_ID_FOR_SRP: 'hana',
  SALT: '8d6f2b1f7a94c0e3559a31de4b7c1180',
  SRP_B: `f3${'a91c07'.repeat(127)}`,
  SECRET_BLOCK: Buffer.from('a block only the server reads').toString('base64'),
};

interface Call {
  readonly call: string;
  readonly body: object;
}

/** A pool that asks one thing after another; each call is kept. */
function aPool(...answers: readonly object[]): { cognito: Cognito; calls: Call[] } {
  const calls: Call[] = [];
  const left = [...answers];
  return {
    calls,
    cognito: (call, body) => {
      calls.push({ call, body });
      return Promise.resolve(left.shift());
    },
  };
}

const asks = (ChallengeName: string, ChallengeParameters: object = {}) => ({
  ChallengeName,
  ChallengeParameters,
  Session: `session of ${ChallengeName}`,
});
const signedIn = { AuthenticationResult: { AccessToken: 'the token' } };

const person = {
  username: 'hana',
  password: 'Correct-Horse-9-Battery',
  newPassword: () => Promise.resolve('Better-Horse-10-Battery'),
  code: (secret: string | undefined) => Promise.resolve(secret === undefined ? '123456' : '654321'),
};

describe('the proof of a password', () => {
  // Numbers of cognito-srp-helper 2.3.4, a client of its own.
  const secret = BigInt(
    '0x34031d1594fe9e474ea8efb9efcf15364d7e9412840e367e78a3b88ffa2f040beb828d32cf4fcfffc05cdc28205a6f81c03d030688c0d58833e60db717fc509198b77654f4dea921645a39f2283cc0746b8619479a0b22bc7a47ebb70fca854063870987d37893dd5f34c7e8f9d0b9c7930811ec0be15c811b749cbcfc221567',
  );

  test('is the one that another client gives for the same secret, challenge and moment', () => {
    const opening = openSignIn(secret);

    expect(opening.sent).toMatch(/^9c86d99fc42862d3.*66bdb6b7b$/);
    expect(
      proofOf(opening, challenge, {
        poolId: pool.poolId,
        password: person.password,
        timestamp: 'Fri Nov 27 18:34:32 UTC 2026',
      }),
    ).toBe('lZ3QUlvfzO7/GNlfEy9nmAHBvVgjCbg8ISS+X0z7Wb4=');
  });

  test('is not given to a server that sends a number by which it could be guessed', () => {
    const trap = { ...challenge, SRP_B: '0' };

    expect(() =>
      proofOf(openSignIn(secret), trap, { poolId: pool.poolId, password: 'any', timestamp: '' }),
    ).toThrow('give the password away');
  });

  test('never opens with the same number twice', () => {
    expect(openSignIn().sent).not.toBe(openSignIn().sent);
  });

  test('names the moment as Cognito wants it, the day without a zero', () => {
    expect(timestampOf(new Date('2026-03-06T09:05:00Z'))).toBe('Fri Mar 6 09:05:00 UTC 2026');
  });
});

describe('a member of staff who signs in', () => {
  test('proves the password and gives the code of the app', async () => {
    const { cognito, calls } = aPool(
      asks('PASSWORD_VERIFIER', challenge),
      asks('SOFTWARE_TOKEN_MFA', { USER_ID_FOR_SRP: 'hana' }),
      signedIn,
    );

    expect(await signIn(cognito, pool, person)).toBe('the token');
    expect(calls.map(({ call }) => call)).toEqual([
      'InitiateAuth',
      'RespondToAuthChallenge',
      'RespondToAuthChallenge',
    ]);
    expect(JSON.stringify(calls)).not.toContain(person.password);
    expect(calls[2]?.body).toMatchObject({
      Session: 'session of SOFTWARE_TOKEN_MFA',
      ChallengeResponses: { USERNAME: 'hana', SOFTWARE_TOKEN_MFA_CODE: '123456' },
    });
  });

  test('for the first time replaces the temporary password and sets the app up', async () => {
    const { cognito, calls } = aPool(
      asks('PASSWORD_VERIFIER', challenge),
      asks('NEW_PASSWORD_REQUIRED'),
      asks('MFA_SETUP'),
      { SecretCode: 'KEY', Session: 'session of the key' },
      { Session: 'session of the first code' },
      signedIn,
    );

    expect(await signIn(cognito, pool, person)).toBe('the token');
    expect(calls.slice(2)).toMatchObject([
      { call: 'RespondToAuthChallenge', body: { Session: 'session of NEW_PASSWORD_REQUIRED' } },
      { call: 'AssociateSoftwareToken', body: { Session: 'session of MFA_SETUP' } },
      { call: 'VerifySoftwareToken', body: { Session: 'session of the key', UserCode: '654321' } },
      { call: 'RespondToAuthChallenge', body: { Session: 'session of the first code' } },
    ]);
  });

  test('is told when the pool asks for what is not spoken here, or never ends', async () => {
    await expect(signIn(aPool(asks('SMS_MFA')).cognito, pool, person)).rejects.toThrow(SignInRefused);
    const forever = Array.from({ length: 20 }, () => asks('SOFTWARE_TOKEN_MFA'));
    await expect(signIn(aPool(...forever).cognito, pool, person)).rejects.toThrow('again and again');
  });
});
