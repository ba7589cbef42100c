import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { explainFailure, Stopped, WrongUsage } from './explain-failure.ts';
import { cognitoAt } from './sign-in/cognito.ts';
import { signIn, SignInRefused, type Person } from './sign-in/sign-in.ts';

const usage = `Signs a member of staff in at a deployment, and prints the token that the other commands want.

  export AMENDS_TOKEN=$(npm run -s sign-in -- --pool ID --client ID --user NAME)

  --pool ID     UserPoolId of the deployment, such as eu-west-1_abcDEF
  --client ID   UserPoolClientId of the deployment
  --user NAME   the id in the staff list, such as hana

Asks for the password, at the first sign-in for a new one, and for the code of the authenticator app, which the first
sign-in sets up. Who has no terminal gives AMENDS_PASSWORD, AMENDS_NEW_PASSWORD and AMENDS_CODE. The token is good for an
hour. On an emulator AWS_ENDPOINT_URL names it. On the laptop no command needs a token.
Ends with 0 when somebody is signed in, 1 when it was refused, 2 on bad usage.`;

/** Asks at the terminal, on stderr: stdout is for the token. */
async function prompt(question: string, { hidden }: { hidden: boolean }): Promise<string> {
  if (!process.stdin.isTTY)
    throw new WrongUsage(`there is no terminal to ask "${question}"; give it in the environment`);
  const echo = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
  // Before the question is seen: what is typed is not echoed from then on.
  const lines = createInterface({ input: process.stdin, output: echo, terminal: true });
  process.stderr.write(`${question}: `);
  lines.once('SIGINT', () => lines.close());
  const left = new Promise<never>((_resolve, reject) =>
    lines.once('close', () => reject(new Stopped('nobody was signed in'))),
  );
  try {
    return await Promise.race([lines.question(''), left]);
  } finally {
    lines.close();
    if (hidden) process.stderr.write('\n');
  }
}

const given = (name: string): string | undefined => process.env[name] || undefined;

async function personNamed(username: string): Promise<Person> {
  return {
    username,
    password: given('AMENDS_PASSWORD') ?? (await prompt('Password', { hidden: true })),
    newPassword: async () => given('AMENDS_NEW_PASSWORD') ?? (await prompt('New password', { hidden: true })),
    code: async (secret) => {
      if (secret !== undefined)
        console.error(
          `Put this key into your authenticator app: ${secret}\n(otpauth://totp/Amends:${encodeURIComponent(username)}?secret=${secret}&issuer=Amends)`,
        );
      return given('AMENDS_CODE') ?? (await prompt('Code of the app', { hidden: false }));
    },
  };
}

function readArguments(): { poolId: string; clientId: string; username: string } | undefined {
  const { values } = parseArgs({
    options: {
      pool: { type: 'string' },
      client: { type: 'string' },
      user: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const { pool: poolId, client: clientId, user: username } = values;
  if (poolId === undefined || clientId === undefined || username === undefined)
    throw new WrongUsage('name --pool, --client and --user; pool and client are outputs of the deployment');
  if (!/^[a-z0-9-]+_\w+$/.test(poolId)) throw new WrongUsage(`--pool ${poolId} is no id of a user pool`);
  return { poolId, clientId, username };
}

async function main(): Promise<number> {
  const request = readArguments();
  if (!request) {
    console.log(usage);
    return 0;
  }
  const region = request.poolId.slice(0, request.poolId.indexOf('_'));
  const endpoint =
    given('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER') ??
    given('AWS_ENDPOINT_URL') ??
    `https://cognito-idp.${region}.amazonaws.com`;
  try {
    console.log(await signIn(cognitoAt(endpoint), request, await personNamed(request.username)));
    return 0;
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    throw new Stopped(`${request.username} was not signed in. ${error.message}`);
  }
}

process.exitCode = await main().catch((error: unknown) => explainFailure(error, usage));
