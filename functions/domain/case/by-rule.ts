/** Written as root cause where a rule settled the case and no person looked into it. */
export const BY_RULE = 'by rule';
