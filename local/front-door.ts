import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listen } from './aws-endpoint.ts';
import { portTaken } from './refused.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Where browsers and programs come in. Until it is opened it says that the cloud is not ready. */
interface FrontDoor {
  /** Where the product is, without a trailing slash. */
  readonly url: string;
  /** From now on calls are answered: `local` has those below `/local`, and the product all others. */
  open(local: Answer, product: Answer): void;
  /** Lets nobody in any more; who is in is served to the end. */
  shut(): void;
  close(): Promise<void>;
}

/**
 * Binds the port before anything runs: the product's own address is among the template's variables.
 * @param port 0 takes a free one
 * @throws Refused when the port is taken
 */
export async function bindFrontDoor(port: number): Promise<FrontDoor> {
  let serve = (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(503, { 'retry-after': '1' }).end();
  };
  const server = createServer((request, response) => serve(request, response));
  const bound = await listen(server, port, '127.0.0.1').catch(portTaken('--port', port));
  return {
    url: `http://localhost:${bound}`,
    open(local, product) {
      serve = (request, response) => {
        const path = request.url ?? '/';
        const answer = path === '/local' || path.startsWith('/local/') ? local : product;
        answer(request, response).catch((error: unknown) => {
          console.error(`${request.method ?? ''} failed:`, error);
          if (!response.headersSent) response.writeHead(500);
          response.end();
        });
      };
    },
    shut: () => void server.close(),
    close: () => closeServer(server),
  };
}
