import type { BusinessCalendar, HolidayTable } from './calendar.ts';
import { holidayTables } from './holiday-tables.ts';

const MONDAY_TO_FRIDAY = new Set([1, 2, 3, 4, 5]);
const OPENS = '09:00';
const CLOSES = '17:30';

/**
 * The firm's one calendar: Monday to Friday, 9:00 to 17:30 in its zone, without the holidays of its country. A country
 * without a kept table has no holidays: weekends are all we know there.
 */
export function calendarOf(settings: {
  readonly timeZone: string;
  readonly country: string;
}): BusinessCalendar {
  const table: HolidayTable | undefined = holidayTables.get(settings.country);
  return {
    timeZone: settings.timeZone,
    weekdays: MONDAY_TO_FRIDAY,
    opens: OPENS,
    closes: CLOSES,
    holidays: new Set(table?.holidays),
    workdays: new Set(table?.workdays),
  };
}
