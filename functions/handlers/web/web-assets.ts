import * as z from 'zod';

/** One file of the pages as it is sent. */
const WebAsset = z.object({
  contentType: z.string(),
  /** The file as text: all our files are. */
  text: z.string(),
  /** The same, Brotli-compressed, in base64. */
  brotli: z.base64(),
});
export type WebAsset = z.infer<typeof WebAsset>;

/** What the build of `web/` leaves for the function: the files by path, and which file is what. */
export const WebAssets = z.object({
  /** By path; a path that holds the hash of its content never changes, so it may be kept for ever. */
  files: z.record(z.string().startsWith('/assets/'), WebAsset),
  /** Path of each entry, such as `form` or `styles`. */
  entries: z.object({
    styles: z.string(),
    icon: z.string(),
    form: z.string(),
    case: z.string(),
    offer: z.string(),
    unsubscribe: z.string(),
    console: z.string(),
  }),
});
export type WebAssets = z.infer<typeof WebAssets>;
