/**
 * Whether the firm's record says to leave this customer alone: no campaign writes to them, and no offer is made. What
 * is owed to them is not touched. The source is a column of the firm's own, however it is spelt: `doNotDisturb`,
 * `do not contact`, `DND`.
 */
export function isNotToBeDisturbed(attributes: Readonly<Record<string, string>>): boolean {
  return Object.entries(attributes).some(
    ([name, cell]) =>
      /^(donotdisturb|donotcontact|dnd)$/.test(name.toLowerCase().replaceAll(/[\s_-]/g, '')) &&
      /^(yes|true|1)$/i.test(cell),
  );
}
