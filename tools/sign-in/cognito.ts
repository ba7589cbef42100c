import * as z from 'zod';
import { Stopped } from '../explain-failure.ts';
import { SignInRefused, type Cognito } from './sign-in.ts';

const refused = z.object({ __type: z.string().optional(), message: z.string().optional() });

/** Cognito at an address. The calls of a sign-in are open to the world, and need no credentials of AWS. */
export function cognitoAt(endpoint: string): Cognito {
  return async (call, body) => {
    let response: Response;
    try {
      response = await fetch(endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': `AWSCognitoIdentityProviderService.${call}`,
        },
        body: JSON.stringify(body),
      });
    } catch {
      throw new Stopped(`nothing answers at ${endpoint}`);
    }
    const text = await response.text();
    if (response.ok) return readAnswer(text);
    const { __type: type = `HTTP ${response.status}`, message = '' } = readProblem(text);
    throw new SignInRefused(`${type.replace(/^.*#/, '')}: ${message}`);
  };
}

const readAnswer = (text: string): unknown => JSON.parse(text);

function readProblem(text: string): z.infer<typeof refused> {
  try {
    return refused.parse(readAnswer(text));
  } catch {
    // What a gateway answers is not always JSON.
    return {};
  }
}
