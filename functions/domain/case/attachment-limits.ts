/** A complaint carries at most ten files of at most 10 MB: some photos and a letter or two. */
export const ATTACHMENTS_PER_COMPLAINT = 10;
export const LARGEST_ATTACHMENT_BYTES = 10 * 1024 * 1024;

/** How long the bytes may be sent, and how long a file waits for its complaint: a draft is finished on the same day. */
export const UPLOAD_SECONDS = 3600;
export const UNCLAIMED_HOURS = 24;
