import * as z from 'zod';
import { SettingsVariable } from '../domain/settings.ts';

/** What every function that touches cases is given. */
export const StoreEnv = z.object({
  TABLE: z.string().min(1),
  STAGE: z.string().min(1),
  SETTINGS: SettingsVariable,
});

/** What a function needs beyond that to draw customers into experiments and to know a suppressed address. */
export const DrawingEnv = StoreEnv.extend({ PSEUDONYM_SECRET_ID: z.string().min(1) });

/** What a function needs beyond that to read and write signed links: their secret and their base. */
export const LinkingEnv = DrawingEnv.extend({
  LINK_SECRET_ID: z.string().min(1),
  PUBLIC_URL: z.url(),
});

/** What a function needs beyond that to write to people: a mail identity. */
export const MailingEnv = LinkingEnv.extend({
  MAIL_FROM: z.email(),
  CONFIGURATION_SET: z.string().min(1),
});
