import type { BusinessCalendar } from '../domain/clock/calendar.ts';
import type { RuntimeSettings } from '../domain/settings.ts';

/** The firm this stage serves: its settings, its one calendar, and where links lead. */
export interface Firm {
  readonly settings: RuntimeSettings;
  readonly calendar: BusinessCalendar;
  /** Base of every link, without a trailing slash. */
  readonly publicUrl: string;
  /** `From` of every mail: the identity we may send as; replies go to the signed reply address. */
  readonly mailFrom: string;
}
