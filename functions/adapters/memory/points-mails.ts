/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { Contact } from '../../domain/contact/contact.ts';
import type { PointsMail } from '../../domain/points/points-mail.ts';
import type { PointsMails } from '../../ports/points-mails.ts';
import type { CaseStore } from './case-store.ts';

/** Mails about points for tests; a reservation touches the contacts of the same house. */
export function memoryPointsMails(points: CaseStore['points'], contacts: Map<string, Contact>): PointsMails {
  const mails = new Map<string, PointsMail>();
  const keyOf = ({ customerKey, key }: Pick<PointsMail, 'customerKey' | 'key'>): string =>
    `${customerKey}#${key}`;
  const follows = (before: { readonly version: number } | undefined, version: number): boolean =>
    (before?.version ?? 0) === version - 1;

  return {
    parts: 1,
    async ending(endsAt, _part, limit, next) {
      const places = [...points]
        .flatMap(([customerKey, postings]) =>
          [...postings.values()].flatMap(({ key, expiresAt }) =>
            expiresAt === endsAt ? [`${customerKey}#${key}`] : [],
          ),
        )
        .filter((place) => next === undefined || place > next)
        .sort()
        .slice(0, limit);
      return {
        customerKeys: [...new Set(places.map((place) => place.slice(0, place.indexOf('#'))))],
        next: places.length < limit ? undefined : places.at(-1),
      };
    },
    named: async (key, customerKeys) =>
      new Map(
        customerKeys.flatMap((customerKey) => {
          const mail = mails.get(keyOf({ customerKey, key }));
          return mail ? [[customerKey, mail]] : [];
        }),
      ),
    byLink: async (linkId) => [...mails.values()].find(({ link }) => link.id === linkId),
    async reserve(mail, contact) {
      if (!follows(mails.get(keyOf(mail)), mail.version)) return 'mail-changed';
      if (!follows(contacts.get(contact.id), contact.version)) return 'contact-changed';
      mails.set(keyOf(mail), mail);
      contacts.set(contact.id, contact);
      return 'reserved';
    },
    async confirm(mail) {
      mails.set(keyOf(mail), mail);
    },
  };
}
