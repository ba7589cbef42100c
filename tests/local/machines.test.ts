import { expect, test, vi } from 'vitest';
import { ask, machineWorld, machineArn, named, task } from './support/machine-world.ts';

test('a task gets its payload and its answer goes on as the next input', async () => {
  const world = machineWorld(
    {
      StartAt: 'Greet',
      States: {
        Greet: task('greet', { 'who.$': '$.name' }, { OutputPath: '$.Payload', Next: 'Shout' }),
        Shout: task(
          'shout',
          { 'text.$': '$.text' },
          { ResultSelector: { 'said.$': '$.Payload' }, ResultPath: '$.result', End: true },
        ),
      },
    },
    {
      greet: ({ who }) => ({ text: `hello ${String(who)}` }),
      shout: ({ text }) => String(text).toUpperCase(),
    },
  );

  const execution = await world.start({ name: 'Ann' });

  expect(execution).toMatchObject({
    status: 'SUCCEEDED',
    output: { text: 'hello Ann', result: { said: 'HELLO ANN' } },
    transitions: 2,
  });
});

const offer = {
  StartAt: 'Offer',
  States: {
    Offer: ask('offer', {
      TimeoutSecondsPath: '$.patience',
      ResultPath: '$.answer',
      Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.silence', Next: 'Remind' }],
      Next: 'Told',
    }),
    Remind: ask('remind', {
      TimeoutSeconds: 86_400 * 40,
      ResultPath: '$.answer',
      Catch: [{ ErrorEquals: ['States.Timeout'], ResultPath: null, Next: 'Nobody' }],
      Next: 'Told',
    }),
    Told: { Type: 'Pass', End: true },
    Nobody: { Type: 'Fail', Error: 'Case.Silent', Cause: 'nobody answered' },
  },
};

function offerWorld(folder?: string) {
  const tokens: string[] = [];
  const keep = ({ token }: Record<string, unknown>): null => {
    tokens.push(String(token));
    return null;
  };
  return { tokens, ...machineWorld(offer, { offer: keep, remind: keep }, folder) };
}

test('a customer who answers in time gets the answer recorded', async () => {
  const world = offerWorld();
  const execution = await world.start({ id: 'a', patience: 86_400 });
  expect(execution).toMatchObject({ status: 'RUNNING', waiting: { kind: 'token' } });

  expect(await world.answer(world.tokens[0]!, { answer: 'accept' })).toBe('answered');

  expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { id: 'a', answer: { answer: 'accept' } } });
});

test('a customer who stays silent is reminded exactly when their time is over', async () => {
  const world = offerWorld();
  await world.start({ id: 'a', patience: 86_400 });

  await world.secondsPass(86_399);
  expect(world.called()).toEqual(['offer']);
  await world.secondsPass(1);

  expect(world.calls.at(-1)).toMatchObject({ name: 'remind', at: '2026-03-03T09:00:00.000Z' });
});

test('a wait of forty days is not over at once and not over too early', async () => {
  const world = offerWorld();
  const execution = await world.start({ id: 'a', patience: 1 });

  await world.daysPass(39);
  expect(execution.status).toBe('RUNNING');
  await world.daysPass(2);

  expect(execution).toMatchObject({ status: 'FAILED', error: 'Case.Silent', cause: 'nobody answered' });
});

test('an answer after the time is over, a second answer and a forged token change nothing', async () => {
  const world = offerWorld();
  const execution = await world.start({ id: 'a', patience: 60 });
  await world.secondsPass(60);

  expect(await world.answer(world.tokens[0]!, { answer: 'accept' })).toBe('no longer open');
  expect(execution.state).toBe('Remind');
  await world.answer(world.tokens[1]!, { answer: 'decline' });
  expect(await world.answer(world.tokens[1]!, { answer: 'accept' })).toBe('no longer open');
  expect(await world.answer('forged', {})).toBe('unknown');
  expect(execution.output).toMatchObject({ answer: { answer: 'decline' } });
});

test('an answer that arrives while the mail is still being sent is not lost', async () => {
  const answers: Promise<string>[] = [];
  const world = machineWorld(offer, {
    offer: ({ token }) => {
      answers.push(Promise.resolve(world.machines.answer(String(token), { ok: true, output: 'early' })));
    },
    remind: () => null,
  });

  const execution = await world.start({ id: 'a', patience: 60 });

  expect(await Promise.all(answers)).toEqual(['answered']);
  expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { answer: 'early' } });
});

test('an open wait goes on after a restart, with its token and its deadline', async () => {
  const before = offerWorld();
  await before.start({ id: 'a', patience: 86_400 });
  await before.start({ id: 'b', patience: 3600 }, 'two');
  await before.stop();

  const after = offerWorld(before.folder);
  after.machines.resume();
  expect(await after.answer(before.tokens[0]!, { answer: 'accept' })).toBe('answered');
  await after.secondsPass(3600);

  expect(after.machines.list().map(({ name, status }) => [name, status])).toEqual([
    ['one', 'SUCCEEDED'],
    ['two', 'RUNNING'],
  ]);
  expect(after.calls).toMatchObject([{ name: 'remind', payload: { id: 'b' } }]);
});

test('a state that was under way when the laptop died runs again with the same input', async () => {
  const definition = {
    StartAt: 'First',
    States: {
      First: task('first', {}, { ResultPath: null, Next: 'Second' }),
      Second: task('second', { 'id.$': '$.id' }, { OutputPath: '$.Payload', End: true }),
    },
  };
  const reached = Promise.withResolvers<undefined>();
  const before = machineWorld(definition, {
    first: () => 1,
    second: () => {
      reached.resolve(undefined);
      return new Promise(() => undefined);
    },
  });
  before.machines.start(machineArn, 'one', { id: 'a' });
  await reached.promise;

  const after = machineWorld(
    definition,
    { first: () => 1, second: ({ id }) => `done ${String(id)}` },
    before.folder,
  );
  after.machines.resume();
  await after.quiet();

  expect(after.called()).toEqual(['second']);
  expect(after.machines.list()).toMatchObject([{ status: 'SUCCEEDED', output: 'done a' }]);
});

test('machines that are stopped in the midst of tasks hold no timer any more, and what was under way stays so', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const reached = Promise.withResolvers<undefined>();
    const hang = (): Promise<never> => {
      reached.resolve(undefined);
      return new Promise(() => undefined);
    };
    const item = { StartAt: 'Send', States: { Send: task('send', {}, { End: true }) } };
    const world = machineWorld(
      {
        StartAt: 'All',
        States: {
          All: {
            Type: 'Map',
            ItemsPath: '$.shards',
            ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, ...item },
            End: true,
          },
        },
      },
      { send: hang },
    );
    world.machines.start(machineArn, 'one', { shards: [1, 2] });
    await reached.promise;
    expect(vi.getTimerCount()).toBeGreaterThan(0);

    world.machines.halt();
    await vi.waitUntil(() => vi.getTimerCount() === 0);

    expect(world.machines.list()).toMatchObject([{ status: 'RUNNING', state: 'All' }]);
  } finally {
    vi.useRealTimers();
  }
});

test('a passing failure is tried again, and short pauses cost no time', async () => {
  let tries = 0;
  const world = machineWorld(
    {
      StartAt: 'Work',
      States: {
        Work: task(
          'work',
          {},
          {
            Retry: [{ ErrorEquals: ['Throttled'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 3 }],
            OutputPath: '$.Payload',
            End: true,
          },
        ),
      },
    },
    {
      work: () => {
        tries += 1;
        if (tries < 3) throw named('Throttled');
        return tries;
      },
    },
  );

  const execution = await world.start();

  expect(execution).toMatchObject({ status: 'SUCCEEDED', output: 3, transitions: 3 });
  expect(world.now()).toBe('2026-03-02T09:00:00.000Z');
});

test('a long pause before a retry waits on the virtual clock, and survives a restart', async () => {
  const definition = {
    StartAt: 'Work',
    States: {
      Work: task(
        'work',
        {},
        { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 600, MaxAttempts: 1 }], End: true },
      ),
    },
  };
  const before = machineWorld(definition, {
    work: () => {
      throw named('Outage');
    },
  });
  expect(await before.start()).toMatchObject({ status: 'RUNNING', waiting: { kind: 'retry' } });
  await before.stop();

  const after = machineWorld(definition, { work: () => null }, before.folder);
  after.machines.resume();
  await after.secondsPass(599);
  expect(after.calls).toEqual([]);
  await after.secondsPass(1);
  expect(after.machines.list()).toMatchObject([{ status: 'SUCCEEDED' }]);
});

const catching = {
  StartAt: 'Work',
  States: {
    Work: task(
      'work',
      {},
      {
        Retry: [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1 }],
        Catch: [
          { ErrorEquals: ['Case.Stale'], ResultPath: '$.stale', Next: 'Stale' },
          { ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Person' },
        ],
        End: true,
      },
    ),
    Stale: { Type: 'Pass', End: true },
    Person: { Type: 'Pass', End: true },
  },
};

test.each([
  ['Case.Stale', { id: 'a', stale: { Error: 'Case.Stale' } }],
  ['Anything', { id: 'a', failure: { Error: 'Anything' } }],
])('the failure %s takes the way that names it, after its retries', async (name, output) => {
  const world = machineWorld(catching, {
    work: () => {
      throw named(name, 'why');
    },
  });

  const execution = await world.start({ id: 'a' });

  expect(world.called()).toEqual(['work', 'work']);
  expect(execution).toMatchObject({ status: 'SUCCEEDED', output });
});

test('what nobody catches fails the execution with its name', async () => {
  const world = machineWorld(
    { StartAt: 'Work', States: { Work: task('work', {}, { End: true }) } },
    {
      work: () => {
        throw named('Case.Broken', 'the reason');
      },
    },
  );

  const execution = await world.start();

  expect(execution).toMatchObject({ status: 'FAILED', error: 'Case.Broken' });
  expect(JSON.parse(execution.cause!)).toMatchObject({
    errorType: 'Case.Broken',
    errorMessage: 'the reason',
  });
});

test('a failure sent for a token takes the Catch of its name', async () => {
  const tokens: string[] = [];
  const world = machineWorld(
    {
      StartAt: 'Ask',
      States: {
        Ask: ask('ask', {
          TimeoutSeconds: 60,
          Catch: [{ ErrorEquals: ['Refused'], Next: 'No' }],
          Next: 'Yes',
        }),
        Yes: { Type: 'Succeed' },
        No: { Type: 'Pass', Result: 'no', End: true },
      },
    },
    { ask: ({ token }) => void tokens.push(String(token)) },
  );
  const execution = await world.start({ id: 'a' });

  await world.fail(tokens[0]!, 'Refused');

  expect(execution).toMatchObject({ status: 'SUCCEEDED', output: 'no' });
});

test.each([
  ['recover', 'Recover'],
  ['thank', 'Thank'],
  ['other', 'Leave'],
])('the route %s leads to %s', async (route, reached) => {
  const leaf = (name: string) => ({ Type: 'Pass', Result: name, End: true });
  const world = machineWorld(
    {
      StartAt: 'Which?',
      States: {
        'Which?': {
          Type: 'Choice',
          Choices: [
            { Variable: '$.route', StringEquals: 'recover', Next: 'Recover' },
            {
              And: [
                { Variable: '$.route', IsPresent: true },
                { Variable: '$.route', StringEquals: 'thank' },
              ],
              Next: 'Thank',
            },
          ],
          Default: 'Leave',
        },
        Recover: leaf('Recover'),
        Thank: leaf('Thank'),
        Leave: leaf('Leave'),
      },
    },
    {},
  );

  expect((await world.start({ route })).output).toBe(reached);
});

test('a machine may go round in a circle', async () => {
  const world = machineWorld(
    {
      StartAt: 'Read',
      States: {
        Read: task('read', { 'row.$': '$.row' }, { OutputPath: '$.Payload', Next: 'More?' }),
        'More?': {
          Type: 'Choice',
          Choices: [{ Variable: '$.row', NumericLessThan: 3, Next: 'Read' }],
          Default: 'Done',
        },
        Done: { Type: 'Succeed' },
      },
    },
    { read: ({ row }) => ({ row: Number(row) + 1 }) },
  );

  expect(await world.start({ row: 0 })).toMatchObject({
    status: 'SUCCEEDED',
    output: { row: 3 },
    transitions: 7,
  });
});

const fan = {
  StartAt: 'Send',
  States: {
    Send: {
      Type: 'Map',
      ItemsPath: '$.shards',
      ItemSelector: { 'shard.$': '$$.Map.Item.Value', 'campaign.$': '$.id' },
      MaxConcurrency: 4,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'Shard',
        States: {
          Shard: task(
            'shard',
            { 'shard.$': '$.shard', 'campaign.$': '$.campaign' },
            {
              OutputPath: '$.Payload',
              Retry: [{ ErrorEquals: ['Throttled'], IntervalSeconds: 100, MaxAttempts: 2 }],
              End: true,
            },
          ),
        },
      },
      ResultPath: '$.sent',
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Failed' }],
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
    Failed: { Type: 'Fail', Error: 'Campaign.Failed' },
  },
};

test('a distributed map sends every shard, and its children cost no transitions', async () => {
  let throttled = false;
  const world = machineWorld(fan, {
    shard: ({ shard, campaign }) => {
      if (shard === 2 && !throttled) {
        throttled = true;
        throw named('Throttled');
      }
      return `${String(campaign)}-${String(shard)}`;
    },
  });

  const execution = await world.start({ id: 'c', shards: [1, 2, 3] });

  expect(execution).toMatchObject({
    status: 'SUCCEEDED',
    output: { sent: ['c-1', 'c-2', 'c-3'] },
    transitions: 2,
    expressTasks: 4,
  });
});

test('a shard that fails for good takes the way out of its map', async () => {
  const world = machineWorld(fan, {
    shard: () => {
      throw named('Broken');
    },
  });

  expect(await world.start({ id: 'c', shards: [1, 2] })).toMatchObject({
    status: 'FAILED',
    error: 'Campaign.Failed',
  });
});

test('waits end by seconds, by path and by a moment, in due order across executions', async () => {
  const wait = (how: object) => ({ Type: 'Wait', ...how, Next: 'Told' });
  const world = machineWorld(
    {
      StartAt: 'How?',
      States: {
        'How?': {
          Type: 'Choice',
          Choices: [
            { Variable: '$.until', IsPresent: true, Next: 'Until' },
            { Variable: '$.seconds', IsPresent: true, Next: 'Given' },
          ],
          Default: 'Day',
        },
        Until: wait({ TimestampPath: '$.until' }),
        Given: wait({ SecondsPath: '$.seconds' }),
        Day: wait({ Seconds: 86_400 }),
        Told: task('tell', { 'id.$': '$.id' }, { End: true }),
      },
    },
    { tell: () => null },
  );
  await world.start({ id: 'day' }, '1');
  await world.start({ id: 'moment', until: '2026-03-02T12:00:00Z' }, '2');
  await world.start({ id: 'minute', seconds: 60 }, '3');

  await world.daysPass(2);

  expect(world.calls.map(({ payload, at }) => [(payload as { id: string }).id, at])).toEqual([
    ['minute', '2026-03-02T09:01:00.000Z'],
    ['moment', '2026-03-02T12:00:00.000Z'],
    ['day', '2026-03-03T09:00:00.000Z'],
  ]);
});

test('what a due moment sets in motion comes to rest before the next moment', async () => {
  const world = machineWorld(
    {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', SecondsPath: '$.seconds', Next: 'Tell' },
        Tell: task('tell', { 'id.$': '$.id' }, { ResultPath: null, Next: 'Again' }),
        Again: { Type: 'Wait', Seconds: 5, Next: 'Last' },
        Last: task('tell', { 'id.$': '$.id' }, { End: true }),
      },
    },
    { tell: () => null },
  );
  await world.start({ id: 'a', seconds: 10 }, '1');
  await world.start({ id: 'b', seconds: 12 }, '2');

  await world.secondsPass(60);

  expect(world.calls.map(({ payload }) => (payload as { id: string }).id)).toEqual(['a', 'b', 'a', 'b']);
});

test('a name stands for one execution: the same input while it runs is the same, all else is refused', async () => {
  const world = offerWorld();
  const execution = await world.start({ id: 'a', patience: 60 });

  expect(world.machines.start(machineArn, 'one', { id: 'a', patience: 60 })).toMatchObject({
    kind: 'started',
    execution: { startedAt: execution.startedAt },
  });
  expect(world.machines.start(machineArn, 'one', { id: 'b' })).toEqual({ kind: 'exists' });
  await world.answer(world.tokens[0]!, {});
  expect(world.machines.start(machineArn, 'one', { id: 'a', patience: 60 })).toEqual({ kind: 'exists' });
  expect(world.machines.start('arn:aws:states:us-east-1:0:stateMachine:none', 'x', {})).toEqual({
    kind: 'no-machine',
  });
  expect(world.called()).toEqual(['offer']);
});

test('a machine with a limit of its own ends when the limit is reached', async () => {
  const world = machineWorld(
    { StartAt: 'Wait', TimeoutSeconds: 3600, States: { Wait: { Type: 'Wait', Seconds: 86_400, End: true } } },
    {},
  );
  const execution = await world.start();

  await world.daysPass(2);

  expect(execution).toMatchObject({ status: 'TIMED_OUT', stoppedAt: Date.parse('2026-03-02T10:00:00Z') });
});

test('the context object names the execution, whatever state asks', async () => {
  const world = machineWorld(
    {
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Result: { other: true }, Next: 'Second' },
        Second: {
          Type: 'Pass',
          Parameters: {
            'name.$': '$$.Execution.Name',
            'input.$': '$$.Execution.Input.id',
            'began.$': '$$.Execution.StartTime',
          },
          End: true,
        },
      },
    },
    {},
  );

  expect((await world.start({ id: 'a' })).output).toEqual({
    name: 'one',
    input: 'a',
    began: '2026-03-02T09:00:00.000Z',
  });
});
