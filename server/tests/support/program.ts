import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {tmpdir} from 'node:os';
import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';

const program = fileURLToPath(new URL('../../bin/outage-feed.js', import.meta.url));

/** The built command line, run to its end. */
export async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{code: number | null; output: string; errors: string}> {
  const child = start(args, environment);
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (errors += chunk));
  const [code] = await once(child, 'close');
  return {code, output, errors};
}

/** `outage-feed serve`, or `relay`, on a free port, ready to answer. */
export async function serveProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  command: 'serve' | 'relay' = 'serve',
): Promise<{
  url: string;
  child: ChildProcess;
  exited: Promise<unknown>;
  /** All it has said so far, errors included. */
  said: () => string;
}> {
  const child = start([command, '--port', '0', ...args], environment);
  const exited = once(child, 'exit');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const found = /(http:\S+)\/feed/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.stderr?.on('data', (chunk) => (output += chunk));
    void exited.then(() => reject(new Error(`The server did not start: ${output}`)));
  });
  return {url, child, exited, said: () => output};
}

function start(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: tmpdir(),
    env: {PATH: process.env['PATH'], ...environment},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
