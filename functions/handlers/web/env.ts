import * as z from 'zod';
import { SettingsVariable } from '../../domain/settings.ts';

/** Pages hold no data: all they need is the firm's name, zone and addresses. */
export const Env = z.object({ SETTINGS: SettingsVariable });
