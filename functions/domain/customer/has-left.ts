/** What firms write into `status` of a customer who is gone; compared without case, blanks, dots and underscores. */
const words: ReadonlySet<string> = new Set([
  ...['left', 'gone', 'churned', 'lost', 'former', 'formercustomer'],
  ...['cancelled', 'canceled', 'terminated', 'closed', 'ended', 'deactivated'],
  ...[
    '流失',
    '已流失',
    '解约',
    '已解约',
    '取消',
    '已取消',
    '注销',
    '已注销',
    '销户',
    '已销户',
    '已退订',
    '已终止',
  ],
]);

/** Whether a status says that the customer has left. One that we do not know says nothing: unknown is not gone. */
export const saysLeft = (status: string | undefined): boolean =>
  status !== undefined && words.has(status.toLowerCase().replaceAll(/[\s._-]/g, ''));
