import {
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';
import * as z from 'zod';
import { StaffGroup, type StaffMember } from '../functions/domain/settings.ts';
import type { Clock } from './clock.ts';
import type { Disk } from './disk.ts';

/** What `POST /local/token` takes. */
export const TokenRequest = z.strictObject({ group: z.string(), user: z.string().optional() });

type TokenAnswer =
  | {
      readonly kind: 'issued';
      readonly token: string;
      readonly user: StaffMember;
      readonly expiresAt: string;
    }
  | { readonly kind: 'refused'; readonly detail: string };

/** Stands for Cognito: signs tokens for the people of the settings, and checks them at the door. */
export interface StaffTokens {
  issue(request: z.infer<typeof TokenRequest>): Promise<TokenAnswer>;
  /** Claims of a valid token; undefined for any other. */
  verify(token: string, issuer: string, audience: readonly string[]): Promise<JWTPayload | undefined>;
}

/** A working day. */
const lifetimeSeconds = 12 * 3600;
const StoredKeys = z.object({
  privateKey: z.looseObject({ kty: z.string() }),
  publicKey: z.looseObject({ kty: z.string() }),
});
const algorithm = 'ES256';

export async function openStaffTokens(
  disk: Disk,
  clock: Clock,
  people: readonly StaffMember[],
  issuer: string,
  clientId: string,
): Promise<StaffTokens> {
  const shelf = disk.shelf('staff-key', StoredKeys);
  let stored = shelf.get('key');
  if (!stored) {
    const made = await generateKeyPair(algorithm, { extractable: true });
    stored = StoredKeys.parse({
      privateKey: await exportJWK(made.privateKey),
      publicKey: await exportJWK(made.publicKey),
    });
    shelf.put('key', stored);
  }
  const privateKey = await keyFrom(stored.privateKey);
  const publicKey = await keyFrom(stored.publicKey);

  return {
    async issue({ group, user }) {
      const known = StaffGroup.safeParse(group);
      if (!known.success) return refuse(`No group "${group}"; there are ${StaffGroup.options.join(', ')}.`);
      const members = people.filter(({ groups }) => groups.includes(known.data));
      const named = people.find(({ id }) => id === user);
      if (user !== undefined && !named)
        return refuse(`No user "${user}"; there are ${people.map(({ id }) => id).join(', ')}.`);
      if (named && !named.groups.includes(known.data)) {
        return refuse(
          `${named.id} is not in group "${group}"; members are ${members.map(({ id }) => id).join(', ')}.`,
        );
      }
      const person = named ?? members[0];
      if (!person) return refuse(`Nobody is in group "${group}"; see \`staff\` in the settings.`);
      const issuedAt = Math.floor(clock.now() / 1000);
      const expires = issuedAt + lifetimeSeconds;
      const token = await new SignJWT({
        'cognito:groups': person.groups,
        'cognito:username': person.id,
        username: person.id,
        name: person.name,
        email: person.address,
        email_verified: true,
        token_use: 'id',
        client_id: clientId,
        auth_time: issuedAt,
      })
        .setProtectedHeader({ alg: algorithm, kid: 'local' })
        .setSubject(person.id)
        .setIssuer(issuer)
        .setAudience(clientId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expires)
        .sign(privateKey);
      return { kind: 'issued', token, user: person, expiresAt: new Date(expires * 1000).toISOString() };
    },
    async verify(token, wantedIssuer, audience) {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          issuer: wantedIssuer,
          audience: [...audience],
          currentDate: new Date(clock.now()),
        });
        return payload;
      } catch {
        // Whatever is wrong with a token, the door answers the same: 401.
        return undefined;
      }
    },
  };
}

const refuse = (detail: string): TokenAnswer => ({ kind: 'refused', detail });

async function keyFrom(jwk: z.infer<typeof StoredKeys>['publicKey']): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new Error('The stored key is not a key pair');
  return key;
}
