import * as z from 'zod';
import { jsonAnswer, type AwsRequest, type AwsResponse } from './aws-endpoint.ts';
import type { Clock } from './clock.ts';
import type { Execution } from './execution.ts';
import type { Machines } from './machines.ts';

const JsonText = z.string().transform((text, context) => {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});
const Start = z.object({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: JsonText.default({}),
});
const Describe = z.object({ executionArn: z.string() });
const Success = z.object({ taskToken: z.string(), output: JsonText });
const Failure = z.object({
  taskToken: z.string(),
  error: z.string().default('States.TaskFailed'),
  cause: z.string().default(''),
});
const List = z.object({
  stateMachineArn: z.string(),
  statusFilter: z.string().optional(),
  maxResults: z.number().default(100),
  nextToken: z.string().optional(),
});

/** The part of the Step Functions API that the product and its tools use (AWS JSON 1.0). */
export function statesService(machines: Machines, clock: Clock): (request: AwsRequest) => AwsResponse {
  const operations: Readonly<Record<string, (body: unknown) => AwsResponse>> = {
    StartExecution(body) {
      const { stateMachineArn, name, input } = Start.parse(body);
      const started = machines.start(stateMachineArn, name, input);
      switch (started.kind) {
        case 'started':
          return jsonAnswer(200, {
            executionArn: started.execution.arn,
            startDate: started.execution.startedAt / 1000,
          });
        case 'exists':
          return refused('ExecutionAlreadyExists', `Execution Already Exists: '${name ?? ''}'`);
        case 'no-machine':
          return refused('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
      }
    },
    DescribeExecution(body) {
      const { executionArn } = Describe.parse(body);
      const execution = machines.find(executionArn);
      return execution
        ? jsonAnswer(200, described(execution))
        : refused('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
    },
    ListExecutions(body) {
      const { stateMachineArn, statusFilter, maxResults, nextToken } = List.parse(body);
      const from = Number(nextToken ?? 0);
      const found = machines
        .list(stateMachineArn)
        .filter(({ status }) => statusFilter === undefined || status === statusFilter)
        .toReversed();
      return jsonAnswer(200, {
        executions: found.slice(from, from + maxResults).map((execution) => {
          const { input: _input, output: _output, ...summary } = described(execution);
          return summary;
        }),
        ...(found.length > from + maxResults && { nextToken: String(from + maxResults) }),
      });
    },
    SendTaskSuccess(body) {
      const { taskToken, output } = Success.parse(body);
      return answered(machines.answer(taskToken, { ok: true, output }));
    },
    SendTaskFailure(body) {
      const { taskToken, error, cause } = Failure.parse(body);
      return answered(machines.answer(taskToken, { ok: false, error, cause }));
    },
    SendTaskHeartbeat: () => jsonAnswer(200, {}),
  };

  const answered = (outcome: 'answered' | 'no longer open' | 'unknown'): AwsResponse => {
    switch (outcome) {
      case 'answered':
        return jsonAnswer(200, {});
      case 'no longer open':
        return refused('TaskTimedOut', 'Task Timed Out: Provided task does not exist anymore');
      case 'unknown':
        return refused('InvalidToken', 'Invalid Token: the token was not made here');
    }
  };

  const described = ({
    arn,
    name,
    machineArn,
    status,
    startedAt,
    stoppedAt,
    input,
    output,
    error,
    cause,
  }: Execution) => ({
    executionArn: arn,
    name,
    stateMachineArn: machineArn,
    status,
    startDate: startedAt / 1000,
    ...(stoppedAt !== undefined && { stopDate: stoppedAt / 1000 }),
    input: JSON.stringify(input),
    ...(output !== undefined && { output: JSON.stringify(output) }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  });

  return ({ operation, body }) => {
    const perform = operations[operation];
    if (!perform) return refused('UnknownOperationException', `${operation} at ${clock.iso()}`);
    try {
      return perform(JSON.parse(body.toString('utf8')));
    } catch (error) {
      if (error instanceof z.ZodError) return refused('ValidationException', z.prettifyError(error));
      throw error;
    }
  };
}

const refused = (type: string, message: string): AwsResponse => jsonAnswer(400, { __type: type, message });
