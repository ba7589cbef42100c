import { TemplateProblem, type Template } from './cloudformation.ts';
import { templateFunctions } from './template-functions.ts';
import { namesOn, type Account } from './template-names.ts';

/** Makes a value of a stack's template concrete; `ref` does so for `Ref` of one resource. */
interface Resolve {
  (stack: string, value: unknown): unknown;
  readonly ref: (stack: string, logicalId: string) => string;
}

export function resolver(stacks: ReadonlyMap<string, Template>, account: Account): Resolve {
  const stackOf = (name: string): Template => {
    const template = stacks.get(name);
    if (!template) throw new TemplateProblem(`A reference names stack ${name}, which was not synthesized`);
    return template;
  };
  const withLocalApi = (text: string): string =>
    text.replace(/https:\/\/api[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com\/?/g, (found) =>
      found.endsWith('/') ? `${account.apiUrl}/` : account.apiUrl,
    );
  function walk(stack: string, value: unknown): unknown {
    if (typeof value === 'string') return withLocalApi(value);
    if (Array.isArray(value)) return value.map((one) => walk(stack, one)).filter((one) => one !== dropped);
    if (value === null || typeof value !== 'object') return value;
    const fields = Object.entries(value);
    const [only] = fields;
    if (fields.length === 1 && only) {
      if (only[0] === 'Ref' && only[1] === 'AWS::NoValue') return dropped;
      const call = functions[only[0]];
      if (call) return call(stack, only[1]);
      if (only[0].startsWith('Fn::')) throw new TemplateProblem(`${only[0]} in ${stack} is not known here`);
    }
    return Object.fromEntries(
      fields.map(([key, one]) => [key, walk(stack, one)] as const).filter(([, one]) => one !== dropped),
    );
  }
  const grounds = { account, stackOf, walk };
  const names = namesOn(grounds);
  const functions = templateFunctions({ ...grounds, stacks, names, withLocalApi });
  return Object.assign(walk, { ref: names.ref });
}

/** Stands for `AWS::NoValue`: the property is not there at all. */
const dropped = Symbol('AWS::NoValue');
