/** As long as file systems take, in characters that may be four bytes each. */
const longest = 200;

/**
 * A file name that is safe to show and to save: no path, no control characters, and none of the marks that turn the
 * direction of writing, with which `exe.gpj` is shown as `jpg.exe`. "" when nothing is left.
 */
export function attachmentName(name: string): string {
  const bare = name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/^.*[\\/]/, '')
    .trim()
    .replace(/^\.+$/, '');
  if (bare.length <= longest) return bare;
  // What it is stands at the end.
  const ending = /\.[\p{L}\p{N}]{1,12}$/u.exec(bare)?.[0] ?? '';
  return `${bare.slice(0, longest - ending.length)}${ending}`;
}
