/** Takes in what had to be assumed or left out of a mail, in words for staff; said twice, it is kept once. */
export type Warn = (warning: string) => void;
