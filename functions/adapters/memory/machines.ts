/* eslint-disable @typescript-eslint/require-await -- the port is asynchronous, memory is not */
import type { Machines } from '../../ports/world.ts';

export interface StartedMachine {
  readonly machine: Parameters<Machines['start']>[0];
  readonly name: string;
  readonly input: object;
}

/** Machines for tests of dispatch: a name starts once, and a token wakes once. */
export function memoryMachines(): Machines & {
  readonly started: readonly StartedMachine[];
  readonly woken: readonly { readonly taskToken: string; readonly output: object }[];
} {
  const started: StartedMachine[] = [];
  const woken: { readonly taskToken: string; readonly output: object }[] = [];
  return {
    started,
    woken,
    async start(machine, name, input) {
      if (!started.some((one) => one.machine === machine && one.name === name))
        started.push({ machine, name, input });
    },
    async wake(taskToken, output) {
      if (woken.some((one) => one.taskToken === taskToken)) return 'too-late';
      woken.push({ taskToken, output });
      return 'woken';
    },
  };
}
