import { parseArgs } from 'node:util';
import { startLocalCloud } from './cloud.ts';
import { Refused } from './refused.ts';

const help = `Runs Amends on this laptop: npm start -- [options]

  --port N        of the product (4000)
  --smtp-port N   where mail is taken in (2525)
  --data DIR      what survives a restart (.amends)
  --fresh         forget what DIR holds
  --clock ISO     start at this moment, for example 2026-03-02T09:00:00Z
  --speed N       virtual seconds per second (1); 0 stands still until POST /local/clock
  --churn-model FILE   judge customers by a model that npm run train wrote
  --churn-columns A,B  columns of the customer file that it reads beside the record
  --help
`;

const code = await main();
// Everything is kept by now. After a long run something may still hold the process, and it would never end by itself.
process.exit(code);

async function main(): Promise<number> {
  const parsed = parse();
  if (typeof parsed === 'string') {
    console.error(`${parsed}\n\n${help}`);
    return 2;
  }
  if (parsed.help) {
    console.log(help);
    return 0;
  }
  const node = process.versions.node;
  if (Number.parseInt(node, 10) < 24) {
    console.error(
      `Node 24 or newer is needed, and this is ${node}: use \`npm start\`, which brings its own.`,
    );
    return 1;
  }
  try {
    const cloud = await startLocalCloud(parsed);
    const stopped = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    console.log(`amends ready ${cloud.url}`);
    console.error(`
  Complain         ${cloud.url}/
  Staff console    ${cloud.url}/console/
  Sent mail        ${cloud.url}/local/mailbox
  Write by mail    SMTP on localhost:${cloud.smtpPort}, for example to complaints@amends.localhost
  Move time        curl -d '{"advance":"P1D"}' ${cloud.url}/local/clock
  State            ${cloud.url}/local/state   (data and logs in ${parsed.dataDir})
  Stop             Ctrl-C; everything is kept
`);
    await stopped;
    await cloud.stop();
    return 0;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(error.message);
    return 1;
  }
}

interface Options {
  readonly help: boolean;
  readonly port: number;
  readonly smtpPort: number;
  readonly dataDir: string;
  readonly fresh: boolean;
  readonly speed: number;
  readonly clock?: string;
  readonly churnModel?: string;
  readonly churnColumns?: string;
}

/** A text is what is wrong with the arguments. */
function parse(): Options | string {
  let values;
  try {
    ({ values } = parseArgs({
      options: {
        port: { type: 'string', default: '4000' },
        'smtp-port': { type: 'string', default: '2525' },
        data: { type: 'string', default: '.amends' },
        fresh: { type: 'boolean', default: false },
        clock: { type: 'string' },
        speed: { type: 'string', default: '1' },
        'churn-model': { type: 'string' },
        'churn-columns': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    if (error instanceof TypeError) return error.message;
    throw error;
  }
  const port = Number(values.port);
  const smtpPort = Number(values['smtp-port']);
  const speed = Number(values.speed);
  const isPort = (n: number): boolean => Number.isInteger(n) && n >= 0 && n < 65_536;
  if (!isPort(port)) return `--port takes a number from 0 to 65535, not "${values.port}".`;
  if (!isPort(smtpPort)) return `--smtp-port takes a number from 0 to 65535, not "${values['smtp-port']}".`;
  if (!(speed >= 0)) return `--speed takes a number, 0 or more, not "${values.speed}".`;
  const { clock } = values;
  if (clock !== undefined && Number.isNaN(Date.parse(clock)))
    return `--clock takes an ISO 8601 time, not "${clock}".`;
  const { help: wanted, data: dataDir, fresh } = values;
  const churnModel = values['churn-model'];
  const churnColumns = values['churn-columns'];
  return {
    help: wanted,
    port,
    smtpPort,
    dataDir,
    fresh,
    speed,
    ...(clock !== undefined && { clock }),
    ...(churnModel !== undefined && { churnModel }),
    ...(churnColumns !== undefined && { churnColumns }),
  };
}
