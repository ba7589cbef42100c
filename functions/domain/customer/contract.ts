/** Whether the type of contract names one; feeds write `none` or leave it empty where there is none. */
export const namesContract = (contractType: string | undefined): boolean =>
  contractType !== undefined && !['', 'none'].includes(contractType.trim().toLowerCase());
