import type { Locale } from '../../language.ts';

/** How far a chosen file has come. */
export type FileState = 'sending' | 'sent' | 'failed' | 'gone';

interface FilesWords {
  readonly label: string;
  readonly optional: string;
  readonly hint: string;
  readonly withoutScript: string;
  readonly states: Readonly<Record<FileState, string>>;
  readonly sending: (name: string) => string;
  readonly sent: (name: string) => string;
  readonly removed: (name: string) => string;
  readonly remove: string;
  readonly again: string;
  readonly waiting: string;
  readonly tooMany: (most: number) => string;
  readonly tooLarge: (name: string) => string;
  readonly empty: (name: string) => string;
  readonly notSent: (name: string) => string;
}

export const wordsOfFiles: Readonly<Record<Locale, FilesWords>> = {
  en: {
    label: 'Photos or documents',
    optional: 'optional',
    hint: 'A photo of the damage, a bill, a letter: up to 10 files of up to 10 MB each.',
    withoutScript:
      'To send photos or documents, reply to our first email and attach them: your browser sends none from here.',
    states: {
      sending: 'sending',
      sent: 'sent',
      failed: 'not sent',
      gone: 'no longer there, please choose it again',
    },
    sending: (name) => `Sending ${name}`,
    sent: (name) => `${name} is sent`,
    removed: (name) => `${name} is removed`,
    remove: 'Remove',
    again: 'Try again',
    waiting: 'Your files are still on their way…',
    tooMany: (most) => `You can send up to ${most} files. Send the others in reply to our first email`,
    tooLarge: (name) => `“${name}” is larger than 10 MB. Choose a smaller copy`,
    empty: (name) => `“${name}” is empty. Choose another file`,
    notSent: (name) => `“${name}” did not reach us. Try again, or remove it`,
  },
  'zh-Hans': {
    label: '照片或文件',
    optional: '选填',
    hint: '例如损坏处的照片、账单或信件：最多 10 个文件，每个不超过 10 MB。',
    withoutScript: '如需发送照片或文件，请回复我们的第一封邮件并添加附件：您的浏览器无法在此发送。',
    states: { sending: '正在发送', sent: '已发送', failed: '未发送', gone: '文件已失效，请重新选择' },
    sending: (name) => `正在发送 ${name}`,
    sent: (name) => `${name} 已发送`,
    removed: (name) => `${name} 已移除`,
    remove: '移除',
    again: '重试',
    waiting: '文件仍在发送中…',
    tooMany: (most) => `最多可发送 ${most} 个文件，其余文件请回复我们的第一封邮件发送`,
    tooLarge: (name) => `“${name}”超过 10 MB，请选择较小的副本`,
    empty: (name) => `“${name}”是空文件，请另选一个`,
    notSent: (name) => `“${name}”未能送达，请重试或将其移除`,
  },
};
