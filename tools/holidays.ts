import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import chineseDays from 'chinese-days';
import Holidays from 'date-holidays';

const HELP = `Usage: npx node tools/holidays.ts [--from YEAR] [--to YEAR]

Writes functions/domain/clock/holidays/*.json from the libraries date-holidays and chinese-days, so that neither is
ever in a bundle. Run it when the libraries know another year (China announces the next year in November), and commit
the result. Only nationwide days: regions are not part of the firm's settings.
`;

/** Nationwide tables only. GB is the bank holidays that England, Scotland and Wales share. */
const COUNTRIES = [
  'AT',
  'AU',
  'BE',
  'CA',
  'CH',
  'DE',
  'ES',
  'FR',
  'GB',
  'HK',
  'IE',
  'IT',
  'JP',
  'NL',
  'NZ',
  'SG',
  'TW',
  'US',
];
const FIRST_YEAR = 2025;
const LAST_YEAR = 2028;
const FOLDER = new URL('../functions/domain/clock/holidays/', import.meta.url);

interface Table {
  country: string;
  source: string;
  years: number[];
  holidays: string[];
  workdays: string[];
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

function daysOf(year: number): string[] {
  const days: string[] = [];
  for (
    let at = new Date(Date.UTC(year, 0, 1));
    at.getUTCFullYear() === year;
    at.setUTCDate(at.getUTCDate() + 1)
  ) {
    days.push(at.toISOString().slice(0, 10));
  }
  return days;
}

function nationwide(country: string, years: number[]): Table {
  const calendar = new Holidays(country);
  const days = years.flatMap((year) =>
    calendar
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .map(({ date }) => date.slice(0, 10)),
  );
  return {
    country,
    source: 'date-holidays 3.37.0 (ISC AND CC-BY-3.0)',
    years,
    holidays: [...new Set(days)].sort(),
    workdays: [],
  };
}

/** China moves working days onto weekends; only announced years are known, and a year without any is left out. */
function china(years: number[]): Table {
  const known = years.filter((year) =>
    daysOf(year).some((day) => isWeekend(day) && chineseDays.isWorkday(day)),
  );
  const days = known.flatMap(daysOf);
  return {
    country: 'CN',
    source: 'chinese-days 1.5.7 (MIT)',
    years: known,
    holidays: days.filter((day) => !isWeekend(day) && chineseDays.isHoliday(day)),
    workdays: days.filter((day) => isWeekend(day) && chineseDays.isWorkday(day)),
  };
}

const { values } = parseArgs({
  options: { help: { type: 'boolean' }, from: { type: 'string' }, to: { type: 'string' } },
});
if (values.help) process.stdout.write(HELP);
else {
  const from = Number(values.from ?? FIRST_YEAR);
  const to = Number(values.to ?? LAST_YEAR);
  if (!Number.isInteger(from) || !Number.isInteger(to) || to < from) {
    process.stderr.write(`holidays: --from and --to are years, the first not after the last\n\n${HELP}`);
    process.exitCode = 2;
  } else {
    const years = Array.from({ length: to - from + 1 }, (_, place) => from + place);
    for (const table of [...COUNTRIES.map((country) => nationwide(country, years)), china(years)]) {
      const file = `${table.country.toLowerCase()}.json`;
      await writeFile(new URL(file, FOLDER), `${JSON.stringify(table, null, 2)}\n`);
      process.stderr.write(
        `${file}: ${table.holidays.length} holidays in ${table.years.join(', ') || 'no year'}\n`,
      );
    }
  }
}
