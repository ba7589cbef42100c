/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { Contact } from '../../domain/contact/contact.ts';
import type { PointsNotice } from '../../domain/points/notice.ts';
import type { PointsNotices } from '../../ports/points-notices.ts';
import type { CaseStore } from './case-store.ts';

/** Notices for tests; a reservation touches the contacts of the same house. */
export function memoryPointsNotices(
  points: CaseStore['points'],
  contacts: Map<string, Contact>,
): PointsNotices {
  const notices = new Map<string, PointsNotice>();
  const keyOf = ({ customerKey, endsAt }: Pick<PointsNotice, 'customerKey' | 'endsAt'>): string =>
    `${customerKey}#${endsAt}`;
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
    told: async (endsAt, customerKeys) =>
      new Map(
        customerKeys.flatMap((customerKey) => {
          const notice = notices.get(keyOf({ customerKey, endsAt }));
          return notice ? [[customerKey, notice]] : [];
        }),
      ),
    async reserve(notice, contact) {
      if (!follows(notices.get(keyOf(notice)), notice.version)) return 'notice-changed';
      if (!follows(contacts.get(contact.id), contact.version)) return 'contact-changed';
      notices.set(keyOf(notice), notice);
      contacts.set(contact.id, contact);
      return 'reserved';
    },
    async confirm(notice) {
      notices.set(keyOf(notice), notice);
    },
  };
}
