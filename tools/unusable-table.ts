/** The file or model cannot be used as it is; the message says what to change. */
export class UnusableTable extends Error {}
