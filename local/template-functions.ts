import * as z from 'zod';
import { TemplateProblem, type Template } from './cloudformation.ts';
import type { Grounds, Names } from './template-names.ts';

/** What CloudFormation's functions stand on. */
interface FunctionGrounds extends Grounds {
  readonly stacks: ReadonlyMap<string, Template>;
  readonly names: Names;
  /** A text with our address in place of that of the API. */
  readonly withLocalApi: (text: string) => string;
}

/** `Ref` and the `Fn::` functions that CDK writes, by their names. */
export function templateFunctions(
  grounds: FunctionGrounds,
): Readonly<Record<string, (stack: string, operand: unknown) => unknown>> {
  const { account, stackOf, walk, names } = grounds;
  return {
    Ref: (stack, operand) => names.reference(stack, String(operand)),
    'Fn::GetAtt': (stack, operand) => {
      const [id = '', ...rest] = Array.isArray(operand) ? operand.map(String) : String(operand).split('.');
      return names.attribute(stack, id, rest.join('.'));
    },
    'Fn::Sub': (stack, operand) => substitute(grounds, stack, operand),
    'Fn::Join': (stack, operand) => {
      const [glue, parts] = z.tuple([z.string(), z.unknown()]).parse(operand);
      return grounds.withLocalApi(z.array(z.unknown()).parse(walk(stack, parts)).map(String).join(glue));
    },
    'Fn::Select': (stack, operand) => {
      const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(operand);
      return z.array(z.unknown()).parse(walk(stack, list))[index];
    },
    'Fn::Split': (stack, operand) => {
      const [glue, text] = z.tuple([z.string(), z.unknown()]).parse(operand);
      return String(walk(stack, text)).split(glue);
    },
    'Fn::If': (stack, operand) => {
      const [condition, yes, no] = z.tuple([z.string(), z.unknown(), z.unknown()]).parse(operand);
      return walk(stack, holds(grounds, stack, condition) ? yes : no);
    },
    'Fn::FindInMap': (stack, operand) => {
      const [map = '', first = '', second = ''] = z
        .array(z.unknown())
        .parse(walk(stack, operand))
        .map(String);
      return stackOf(stack).Mappings[map]?.[first]?.[second];
    },
    'Fn::ImportValue': (stack, operand) => exported(grounds, String(walk(stack, operand))),
    'Fn::GetStackOutput': (stack, operand) => {
      const { StackName, OutputName } = z
        .object({ StackName: z.unknown(), OutputName: z.string() })
        .parse(operand);
      const from = String(walk(stack, StackName));
      const output = stackOf(from).Outputs[OutputName];
      if (!output) throw new TemplateProblem(`${from} has no output ${OutputName}`);
      return walk(from, output.Value);
    },
    'Fn::Base64': (stack, operand) => Buffer.from(String(walk(stack, operand))).toString('base64'),
    'Fn::GetAZs': () => [`${account.region}a`, `${account.region}b`],
  };
}

function exported({ stacks, walk }: FunctionGrounds, name: string): unknown {
  for (const [stack, template] of stacks) {
    for (const output of Object.values(template.Outputs)) {
      if (output.Export && walk(stack, output.Export.Name) === name) return walk(stack, output.Value);
    }
  }
  throw new TemplateProblem(`No stack exports ${name}`);
}

function substitute({ walk, names }: FunctionGrounds, stack: string, given: unknown): string {
  const [text, values] = z
    .union([
      z.string().transform((only) => [only, {}] as const),
      z.tuple([z.string(), z.record(z.string(), z.unknown())]),
    ])
    .parse(given);
  const known = new Map(Object.entries(values));
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (known.has(name)) return String(walk(stack, known.get(name)));
    const [id = '', ...rest] = name.split('.');
    return rest.length > 0 ? names.attribute(stack, id, rest.join('.')) : names.reference(stack, name);
  });
}

function holds(grounds: FunctionGrounds, stack: string, condition: unknown): boolean {
  const { stackOf, walk } = grounds;
  if (typeof condition === 'string') return holds(grounds, stack, stackOf(stack).Conditions[condition]);
  const [[name, operand] = ['', undefined]] = Object.entries(
    z.record(z.string(), z.unknown()).parse(condition),
  );
  const list = Array.isArray(operand) ? operand : [operand];
  switch (name) {
    case 'Fn::Equals':
      return JSON.stringify(walk(stack, list[0])) === JSON.stringify(walk(stack, list[1]));
    case 'Fn::And':
      return list.every((one) => holds(grounds, stack, one));
    case 'Fn::Or':
      return list.some((one) => holds(grounds, stack, one));
    case 'Fn::Not':
      return !holds(grounds, stack, list[0]);
    case 'Condition':
      return holds(grounds, stack, operand);
    default:
      throw new TemplateProblem(`Condition function ${name} is not known here`);
  }
}
