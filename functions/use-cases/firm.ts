import type { Case } from '../domain/case/case.ts';
import type { BusinessCalendar } from '../domain/clock/calendar.ts';
import type { RuntimeSettings, StaffMember } from '../domain/settings.ts';

/** The firm this stage serves: its settings, its one calendar, and where links lead. */
export interface Firm {
  readonly settings: RuntimeSettings;
  readonly calendar: BusinessCalendar;
  /** Base of every link, without a trailing slash. */
  readonly publicUrl: string;
  /** `From` of every mail: the identity we may send as; replies go to the signed reply address. */
  readonly mailFrom: string;
}

/** The member of staff who owns a case; undefined where nobody does, or who did has left the firm. */
export const ownerOf = (
  { settings }: Pick<Firm, 'settings'>,
  { person }: Pick<Case, 'person'>,
): StaffMember | undefined => settings.staff.find(({ id }) => id === person?.owner);
