import type { Construct } from 'constructs';
import { ServiceFunction, type ServiceFunctionProps } from '../../constructs/service-function.ts';
import type { Ground, MailKey } from './ground.ts';
import { untilTheMailIsOut } from './until-the-mail-is-out.ts';

/** A step of a case that reads and writes its rows and writes to people, with the time that this takes. */
export function addMailingStep<Key extends string>(
  stack: Construct,
  ground: Ground,
  id: string,
  props: Omit<ServiceFunctionProps<Key | MailKey | 'TABLE'>, 'timeout'>,
): ServiceFunction<Key | MailKey | 'TABLE'> {
  const step = new ServiceFunction<Key | MailKey | 'TABLE'>(stack, id, {
    ...props,
    timeout: untilTheMailIsOut,
  });
  ground.table.bind<Key | MailKey | 'TABLE'>(step, { as: 'TABLE', may: ['read', 'write'] });
  ground.mayMail(step);
  return step;
}
