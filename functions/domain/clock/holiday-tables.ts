import austria from './holidays/at.json' with { type: 'json' };
import australia from './holidays/au.json' with { type: 'json' };
import belgium from './holidays/be.json' with { type: 'json' };
import canada from './holidays/ca.json' with { type: 'json' };
import switzerland from './holidays/ch.json' with { type: 'json' };
import china from './holidays/cn.json' with { type: 'json' };
import germany from './holidays/de.json' with { type: 'json' };
import spain from './holidays/es.json' with { type: 'json' };
import france from './holidays/fr.json' with { type: 'json' };
import britain from './holidays/gb.json' with { type: 'json' };
import hongKong from './holidays/hk.json' with { type: 'json' };
import ireland from './holidays/ie.json' with { type: 'json' };
import italy from './holidays/it.json' with { type: 'json' };
import japan from './holidays/jp.json' with { type: 'json' };
import netherlands from './holidays/nl.json' with { type: 'json' };
import newZealand from './holidays/nz.json' with { type: 'json' };
import singapore from './holidays/sg.json' with { type: 'json' };
import taiwan from './holidays/tw.json' with { type: 'json' };
import unitedStates from './holidays/us.json' with { type: 'json' };
import type { HolidayTable } from './calendar.ts';

/** The kept tables, by ISO 3166-1 alpha-2 code. Nationwide days; regions are not among the settings. */
export const holidayTables: ReadonlyMap<string, HolidayTable> = new Map(
  [
    austria,
    australia,
    belgium,
    canada,
    switzerland,
    china,
    germany,
    spain,
    france,
    britain,
    hongKong,
    ireland,
    italy,
    japan,
    netherlands,
    newZealand,
    singapore,
    taiwan,
    unitedStates,
  ].map((table) => [table.country, table]),
);
