/** JSON, as far as a description of an API needs it. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Name of a schema under `components`. */
type SchemaName = string;

/** One call of the API in a few words; `describe` writes it out as OpenAPI. */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly detail?: string;
  readonly tag: 'public' | 'staff';
  readonly parameters?: readonly JsonObject[];
  readonly body?: { readonly schema: SchemaName; readonly example: JsonObject; readonly form?: true };
  readonly answers: Readonly<Record<number, Answer>>;
}

export interface Answer {
  readonly says: string;
  /** Without a schema the body is described by `says` alone. */
  readonly schema?: SchemaName;
  readonly example?: JsonObject;
  /** Headers that this answer carries, by name, and what each says. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const ref = (schema: SchemaName): JsonObject => ({ $ref: `#/components/schemas/${schema}` });

/** An error of the product; `recorded` and `errors` only where they belong. */
export const problem = (says: string, headers?: Answer['headers']): Answer => ({
  says,
  schema: 'Problem',
  ...(headers && { headers }),
});

export const header = (name: string, description: string, required = false): JsonObject => ({
  name,
  in: 'header',
  description,
  required,
  schema: { type: 'string' },
});

export const query = (name: string, description: string, schema: JsonObject): JsonObject => ({
  name,
  in: 'query',
  description,
  schema,
});

/** Writes an operation out; parameters in the path come from the path itself. */
export function describe(path: string, operation: Operation): JsonObject {
  const { id, summary, detail, tag, body } = operation;
  const parameters = [...parametersIn(path), ...(operation.parameters ?? [])];
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(detail !== undefined && { description: detail }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: requestBody(body) }),
    responses: Object.fromEntries(
      Object.entries(operation.answers).map(([status, answer]) => [status, response(answer)]),
    ),
    ...(tag === 'staff' && { security: [{ staff: [] }] }),
  };
}

const requestBody = ({ schema, example, form }: NonNullable<Operation['body']>): JsonObject => ({
  required: true,
  content: {
    'application/json': { schema: ref(schema), example },
    ...(form && { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } }),
  },
});

function response({ says, schema, example, headers }: Answer): JsonObject {
  const type = schema === 'Problem' ? 'application/problem+json' : 'application/json';
  return {
    description: says,
    ...(headers && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, description]) => [
          name,
          { description, schema: { type: 'string' } },
        ]),
      ),
    }),
    ...(schema !== undefined && {
      content: { [type]: { schema: ref(schema), ...(example && { example }) } },
    }),
  };
}

const meanings: Readonly<Record<string, string>> = {
  token: 'From a link in our mails: signed, for one purpose, with an end.',
  id: 'Id of what is meant; a case also goes by its number.',
  place: 'Place of the attachment in the mail, from 1.',
};

const parametersIn = (path: string): readonly JsonObject[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: meanings[name] ?? name,
    schema: { type: 'string' },
  }));
