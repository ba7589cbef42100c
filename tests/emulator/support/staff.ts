import { cognitoAt } from '../../../tools/sign-in/cognito.ts';
import { signIn } from '../../../tools/sign-in/sign-in.ts';
import { awsCall } from './aws-call.ts';
import { call, outputs, type Answer } from './deployed.ts';

const endpoint = process.env['AWS_ENDPOINT_URL'] ?? '';
const temporary = 'Temporary-Horse-9';
const password = 'Correct-Horse-9-Battery';

async function administer(action: string, body: object): Promise<void> {
  try {
    await awsCall('cognito-idp', `AWSCognitoIdentityProviderService.${action}`, {
      UserPoolId: outputs.UserPoolId,
      ...body,
    });
  } catch (error) {
    // An emulator may keep who was there at the last run.
    if (!String(error).includes('UsernameExistsException')) throw error;
  }
}

/** Gives somebody of the default staff list an account, as README says, and signs them in. */
export async function tokenOf(username: string, groups: readonly string[]): Promise<string> {
  await administer('AdminCreateUser', {
    Username: username,
    TemporaryPassword: temporary,
    MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: `${username}@example.com` }],
  });
  for (const group of groups)
    await administer('AdminAddUserToGroup', { Username: username, GroupName: group });
  await administer('AdminSetUserPassword', { Username: username, Password: password, Permanent: true });
  return await signIn(
    cognitoAt(endpoint),
    { poolId: outputs.UserPoolId, clientId: outputs.UserPoolClientId },
    {
      username,
      password,
      newPassword: () => Promise.resolve(password),
      // Emulators take any code.
      code: () => Promise.resolve('123456'),
    },
  );
}

export type StaffCall = (
  method: string,
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** Calls below `/api/staff` in the name of somebody who is signed in. */
export function callsWith(token: string): StaffCall {
  return (method, path, body, headers = {}) =>
    call(method, `/api/staff${path}`, body, { authorization: `Bearer ${token}`, ...headers });
}
