import { writeFile } from 'node:fs/promises';
import chineseDays from 'chinese-days';
import Holidays from 'date-holidays';
import { festivals, type Festival } from '../functions/domain/campaign/definition.ts';

const HELP = `Usage: npx node tools/festivals.ts

Writes functions/domain/campaign/festivals.json, the days on which festivals fall, from the libraries chinese-days (lunar
ones) and date-holidays, so that neither is ever in a bundle. Run it when the libraries know another year, and commit the
result. Eid is a computed day: where the moon is watched it may be a day off.
`;

const FIRST_YEAR = 2026;
const LAST_YEAR = 2036;
const FILE = new URL('../functions/domain/campaign/festivals.json', import.meta.url);

const lunar = (year: number, monthDay: string): string[] => [
  chineseDays.getSolarDateFromLunar(`${year}-${monthDay}`).date,
];

const libraries = new Map<string, Holidays>();
/** Days of a country's calendar whose name fits. */
function named(country: string, year: number, name: RegExp): string[] {
  const calendar = libraries.get(country) ?? new Holidays(country);
  libraries.set(country, calendar);
  const days = calendar
    .getHolidays(year)
    .filter((holiday) => name.test(holiday.name))
    .map(({ date }) => date.slice(0, 10));
  return days.slice(0, 1);
}

const daysOf: Readonly<Record<Festival, (year: number) => string[]>> = {
  'new-year': (year) => [`${year}-01-01`],
  'spring-festival': (year) => lunar(year, '01-01'),
  'lantern-festival': (year) => lunar(year, '01-15'),
  qingming: (year) => named('CN', year, /清明/),
  'dragon-boat': (year) => lunar(year, '05-05'),
  qixi: (year) => lunar(year, '07-07'),
  'mid-autumn': (year) => lunar(year, '08-15'),
  'double-ninth': (year) => lunar(year, '09-09'),
  easter: (year) => named('GB', year, /^Easter Sunday$/),
  diwali: (year) => named('SG', year, /^Deepavali$/),
  'eid-al-fitr': (year) => named('AE', year, /^عيد الفطر$/),
  christmas: (year) => [`${year}-12-25`],
};

if (process.argv.includes('--help')) process.stdout.write(HELP);
else {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, place) => FIRST_YEAR + place);
  const days = Object.fromEntries(
    festivals.map((festival) => [festival, years.flatMap(daysOf[festival]).sort()]),
  );
  const table = { source: 'chinese-days 1.5.7 (MIT), date-holidays 3.37.0 (ISC AND CC-BY-3.0)', days };
  await writeFile(FILE, `${JSON.stringify(table, null, 2)}\n`);
  for (const [festival, list] of Object.entries(days))
    process.stderr.write(
      `${festival}: ${list.length} days, ${list[0] ?? 'none'} to ${list.at(-1) ?? 'none'}\n`,
    );
}
