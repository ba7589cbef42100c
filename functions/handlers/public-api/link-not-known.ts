import type { Context } from 'hono';
import { problem } from '../../runtime/problem.ts';

/** Forged, foreign, of another purpose or too old: all the same to whoever asks. */
export const linkNotKnown = (context: Context): Response =>
  problem(context, {
    status: 404,
    title: 'We do not know this link',
    detail: 'Please use the newest mail from us, or write to us.',
  });
