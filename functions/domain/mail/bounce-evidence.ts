/** What of a mail tells whether a mail system wrote it, and whom it did not reach. */
export interface BounceEvidence {
  /** Header fields of the mail, lower-case name first. */
  readonly headers: readonly { readonly key: string; readonly value: string }[];
  readonly from: string;
  readonly fromName: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Text of the parts `message/delivery-status`. */
  readonly deliveryStatus: readonly string[];
  /** Text of the returned mail or its header, where it came as a part. */
  readonly returned: readonly string[];
}
