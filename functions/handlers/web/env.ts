import * as z from 'zod';
import { SettingsVariable } from '../../domain/settings.ts';

/** Pages hold no data: they need the firm's name, zone and addresses, and where the form may send files to. */
export const Env = z.object({ SETTINGS: SettingsVariable, ATTACHMENT_BUCKET: z.string().min(1) });
