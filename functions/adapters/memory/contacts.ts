/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { Contact } from '../../domain/contact/contact.ts';
import { placeOf } from '../../domain/customer/base-place.ts';
import type { Contacts, Correspondence, Notable } from '../../ports/contacts.ts';
import type { CaseStore } from './case-store.ts';

/** @param contacts the records by their ids, which reservations of campaigns change too */
export function memoryContacts(contacts: Map<string, Contact>, { cases, mailboxes }: CaseStore): Contacts {
  const silent = new Set<string>();
  const stop = (id: string, at: string): void => {
    const before = contacts.get(id) ?? { id, version: 0, recent: [] };
    contacts.set(id, { ...before, stoppedAt: before.stoppedAt ?? at, version: before.version + 1 });
  };
  const under = (address: string): Correspondence => ({
    cases: [...cases.values()].flatMap(({ record: { id, addresses, receivedAt } }) =>
      addresses.includes(address) ? [{ caseId: id, receivedAt }] : [],
    ),
    stoppedAt: mailboxes.get(address)?.stopped?.at,
  });
  return {
    byIds: async (ids) =>
      new Map(
        ids.flatMap((id) => {
          const contact = contacts.get(id);
          return contact ? [[id, contact]] : [];
        }),
      ),
    byId: async (id) => contacts.get(id),
    stop: async (id, at) => stop(id, at),
    under: async (address) => under(address),
    notable: async ({ from, through }) => {
      const opened = [...cases.values()].flatMap(({ record }) => record.addresses);
      const known = [...new Set([...silent, ...opened, ...mailboxes.keys()])];
      return new Map(
        known.flatMap((address): [string, Notable][] => {
          const { cases: theirs, stoppedAt } = under(address);
          const isMarked = silent.has(address) || stoppedAt !== undefined;
          const place = placeOf(address.toLowerCase());
          return place >= from && place <= through && (isMarked || theirs.length > 0)
            ? [[address, { cases: theirs, isMarked }]]
            : [];
        }),
      );
    },
    noteSilence: async (address) => void silent.add(address),
  };
}
