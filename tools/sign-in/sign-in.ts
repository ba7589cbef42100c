import * as z from 'zod';
import { openSignIn, proofOf, timestampOf } from './password-proof.ts';

/** Cognito did not let the person in; the message is Cognito's. */
export class SignInRefused extends Error {}

/** One call of the Cognito API that needs no credentials, such as `InitiateAuth`. @throws SignInRefused */
export type Cognito = (call: string, body: object) => Promise<unknown>;

/** What a person is asked on the way; each is asked only when Cognito wants it. */
export interface Person {
  readonly username: string;
  readonly password: string;
  /** For whoever comes with the temporary password of an invitation. */
  readonly newPassword: () => Promise<string>;
  /** The six digits that the authenticator app shows. @param secret to put into the app, at the first sign-in */
  readonly code: (secret: string | undefined) => Promise<string>;
}

const Step = z.object({
  ChallengeName: z.string().optional(),
  Session: z.string().optional(),
  ChallengeParameters: z.record(z.string(), z.string()).default({}),
  AuthenticationResult: z.object({ AccessToken: z.string() }).optional(),
});
type Step = z.infer<typeof Step>;
const Proposed = z.object({
  USER_ID_FOR_SRP: z.string(),
  SALT: z.string(),
  SRP_B: z.string(),
  SECRET_BLOCK: z.string(),
});
const Secret = z.object({ SecretCode: z.string(), Session: z.string().optional() });
const Verified = z.object({ Session: z.string().optional() });

/** Password, its replacement, enrolment and code are four; more would be a circle. */
const STEPS_AT_MOST = 6;

/**
 * Signs a member of staff in, as their pool wants it: password proven by SRP, a new password in place of a temporary
 * one, and the second factor, which the first sign-in sets up.
 * @returns the access token, for `authorization: Bearer …` under `/api/staff`
 * @throws SignInRefused by wrong answers, or where Cognito asks for what we do not speak
 */
export async function signIn(
  cognito: Cognito,
  { poolId, clientId }: { readonly poolId: string; readonly clientId: string },
  person: Person,
  now: () => Date = () => new Date(),
): Promise<string> {
  const opening = openSignIn();
  let step = Step.parse(
    await cognito('InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: person.username, SRP_A: opening.sent },
    }),
  );
  let username = person.username;
  for (let steps = 0; steps < STEPS_AT_MOST; steps += 1) {
    if (step.AuthenticationResult) return step.AuthenticationResult.AccessToken;
    username = step.ChallengeParameters['USER_ID_FOR_SRP'] ?? username;
    step = Step.parse(await answer(step));
  }
  throw new SignInRefused('Cognito asked again and again; try anew');

  async function answer(asked: Step): Promise<unknown> {
    const respond = (answers: Record<string, string>, session = asked.Session): Promise<unknown> =>
      cognito('RespondToAuthChallenge', {
        ChallengeName: asked.ChallengeName,
        ClientId: clientId,
        ...(session !== undefined && { Session: session }),
        ChallengeResponses: { USERNAME: username, ...answers },
      });
    switch (asked.ChallengeName) {
      case 'PASSWORD_VERIFIER': {
        const challenge = Proposed.parse(asked.ChallengeParameters);
        const timestamp = timestampOf(now());
        return await respond({
          TIMESTAMP: timestamp,
          PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK,
          PASSWORD_CLAIM_SIGNATURE: proofOf(opening, challenge, {
            poolId,
            password: person.password,
            timestamp,
          }),
        });
      }
      case 'NEW_PASSWORD_REQUIRED':
        return await respond({ NEW_PASSWORD: await person.newPassword() });
      case 'MFA_SETUP': {
        const associated = Secret.parse(await cognito('AssociateSoftwareToken', { Session: asked.Session }));
        const verified = Verified.parse(
          await cognito('VerifySoftwareToken', {
            Session: associated.Session,
            UserCode: await person.code(associated.SecretCode),
          }),
        );
        return await respond({}, verified.Session);
      }
      case 'SOFTWARE_TOKEN_MFA':
        return await respond({ SOFTWARE_TOKEN_MFA_CODE: await person.code(undefined) });
      default:
        throw new SignInRefused(
          `Cognito asks for ${asked.ChallengeName ?? 'nothing'}, which is not spoken here`,
        );
    }
  }
}
