// A node of the edge, as server/deploy/nchan/nginx.conf describes it: the very file, with what differs on this machine replaced.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import {findEngines} from '../../../scripts/engines.mjs';
import {newFolder, startNginx} from './processes.ts';
import type {Engine} from './processes.ts';

const deployed = (name: string): string =>
  readFileSync(new URL(`../../../server/deploy/nchan/${name}`, import.meta.url), 'utf8');

const config = deployed('nginx.conf');

export interface NodePlan {
  readonly publicPort: number;
  readonly publishPort: number;
  readonly redisPort: number;
  /** Of the outage-feed that publishes. */
  readonly feedPort: number;
  /** Where that writes the snapshot, if it is on this node. */
  readonly snapshots?: string;
  /** Over this many it is full. Default: as deployed. */
  readonly maxSubscribers?: number;
}

export interface Node extends Engine {
  /** What readers ask: a stream or a document. */
  readonly feed: string;
  readonly document: string;
  /** As `nginx -s reload` does. */
  reload(): void;
  /** Workers that crashed, in the words of the log. */
  crashes(): string[];
}

export async function startNode(plan: NodePlan): Promise<Node> {
  const folder = newFolder();
  mkdirSync(join(folder, 'cache'));
  const replacements = {
    'modules/ngx_nchan_module.so': findEngines().nchan!.module,
    'user www-data;': `user ${userInfo().username};`,
    // Where a user without rights may write.
    'access_log off;': `access_log off; ${temporaryFolders(folder)}`,
    'listen 80;': `listen 127.0.0.1:${plan.publicPort};`,
    '127.0.0.1:8081': `127.0.0.1:${plan.publishPort}`,
    '127.0.0.1:8080': `127.0.0.1:${plan.feedPort}`,
    '127.0.0.1:6379': `127.0.0.1:${plan.redisPort}`,
    '/run/nginx.pid': join(folder, 'nginx.pid'),
    '/var/log/nginx': folder,
    '/var/cache/nginx/outage-feed': join(folder, 'cache'),
    'nchan_max_channel_subscribers 60000': `nchan_max_channel_subscribers ${plan.maxSubscribers ?? 60_000}`,
    '/var/lib/outage-feed/public': plan.snapshots ?? join(folder, 'no-snapshots'),
  };
  writeFileSync(join(folder, 'nginx.conf'), render(config, replacements));
  const engine = await startNginx(folder, plan.publicPort);
  const feed = `http://127.0.0.1:${plan.publicPort}/v1/feed/acme`;
  return {
    ...engine,
    feed,
    document: `${feed}.json`,
    reload: () => engine.child.kill('SIGHUP'),
    crashes: () =>
      readFileSync(join(folder, 'error.log'), 'utf8').match(/worker process .* on signal.*/g) ?? [],
  };
}

function temporaryFolders(folder: string): string {
  const names = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return names.map((name) => `${name}_temp_path ${join(folder, name)};`).join(' ');
}

/**
 * The arguments of `outage-feed serve` as the unit file has them.
 * @param replacements of what differs on this machine.
 */
export function publisherArguments(replacements: Readonly<Record<string, string>>): string[] {
  const unit = deployed('systemd/outage-feed.service').replaceAll('\\\n', '');
  const command = /^ExecStart=\/usr\/bin\/outage-feed serve (.*)$/m.exec(unit)?.[1] ?? '';
  return render(command, replacements).split(/\s+/);
}

function render(text: string, replacements: Readonly<Record<string, string>>): string {
  return Object.entries(replacements).reduce((rendered, [theirs, ours]) => {
    if (!rendered.includes(theirs))
      throw new Error(`server/deploy/nchan no longer says "${theirs}".`);
    return rendered.replaceAll(theirs, ours);
  }, text);
}
