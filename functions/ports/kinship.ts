/** Whether two addresses are one person's, as far as the firm's own records of customers say. */
export interface Kinship {
  /** True when some customer has both (lower-cased) addresses. */
  areOne(address: string, other: string): Promise<boolean>;
}
