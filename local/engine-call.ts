import { Agent, request, type OutgoingHttpHeaders } from 'node:http';

interface EngineAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends one request to the DynamoDB engine. */
type EngineCall = (headers: OutgoingHttpHeaders, body: string | Buffer) => Promise<EngineAnswer>;

/**
 * Requests to the engine over connections that stay open. `fetch` does the same at three times the processor time, and
 * a campaign is five requests for each mail.
 */
export function engineCall(engineUrl: string): EngineCall {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });
  return (headers, body) =>
    new Promise((resolve, reject) => {
      const asking = request(engineUrl, { method: 'POST', agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 500, text: Buffer.concat(parts).toString('utf8') }),
        );
        response.once('error', reject);
      });
      asking.once('error', reject);
      asking.end(body);
    });
}

const MOST_CONNECTIONS = 64;
