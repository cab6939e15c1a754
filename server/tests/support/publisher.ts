import {Agent, request} from 'node:http';

export interface Publisher {
  /** Component that is this publisher's alone; its description is how often he has published. */
  readonly component: string;
  /** The last count that the server said it has. */
  readonly acknowledged: () => number;
  /** Counts on from what the server has, until it does not answer any more or `more` says no. */
  readonly publishTo: (url: string, held: number, more: () => boolean) => Promise<void>;
}

/** Publishes one count after the other, over one connection that is kept. */
export function createPublisher(component: string): Publisher {
  let acknowledged = 0;

  async function publishTo(url: string, held: number, more: () => boolean): Promise<void> {
    const agent = new Agent({keepAlive: true, maxSockets: 1});
    let count = held;
    do {
      count += 1;
      const status = await put(agent, `${url}/components/${component}`, count);
      if (status === undefined) break;
      if (status !== 200) throw new Error(`The publish got ${status}.`);
      acknowledged = count;
    } while (more());
    agent.destroy();
  }

  return {component, acknowledged: () => acknowledged, publishTo};
}

/** @returns the status; undefined if the connection broke before the whole answer was there. */
function put(agent: Agent, url: string, count: number): Promise<number | undefined> {
  const body = JSON.stringify({status: 'operational', description: `${count}`});
  return new Promise((resolve) => {
    const headers = {'content-type': 'application/json', 'content-length': body.length};
    const outgoing = request(url, {agent, method: 'PUT', headers}, (response) => {
      response.on('end', () => resolve(response.statusCode));
      response.on('close', () => resolve(undefined));
      response.resume();
    });
    outgoing.on('error', () => resolve(undefined));
    outgoing.end(body);
  });
}
