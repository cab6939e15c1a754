import {isIPv4} from 'node:net';
import type {HttpBindings} from '@hono/node-server';
import type {Context, MiddlewareHandler} from 'hono';
import {answerError} from './answers.js';
import {secretMatcher} from './secret.js';

/**
 * Lets only publishers pass. With a token these are all who send it, from anywhere. Without a token
 * these are programs on this machine, and pages that this server itself has served.
 */
export function authorize(token: string | undefined): MiddlewareHandler {
  return token === undefined ? requireThisMachine : requireToken(token);
}

function requireToken(token: string): MiddlewareHandler {
  const isToken = secretMatcher(token);
  return async (context, next) => {
    const [, given] = /^Bearer +(.+)$/i.exec(context.req.header('authorization') ?? '') ?? [];
    if (given !== undefined && isToken(given)) return next();
    const error =
      given === undefined
        ? 'Publishing needs the token: send "Authorization: Bearer <token>".'
        : 'This is not the token of this server.';
    return answerError(context, 401, error, {'WWW-Authenticate': 'Bearer realm="outage-feed"'});
  };
}

const requireThisMachine: MiddlewareHandler = async (context, next) => {
  const reason = rejectionReason(context);
  if (reason === undefined) return next();
  const error =
    `Without a token only this machine may publish, and ${reason}. ` +
    'Start the server with OUTAGE_FEED_TOKEN set to publish from elsewhere.';
  return answerError(context, 403, error);
};

/**
 * Says why a request does not come from this machine; undefined if it does.
 *
 * A loopback peer is not enough. It can be a proxy, or a browser that any page on the web has sent:
 * through a name that resolves to 127.0.0.1 (DNS rebinding, visible in Host) or cross-site (visible
 * in Origin).
 */
function rejectionReason(context: Context): string | undefined {
  const {incoming} = (context.env ?? {}) as Partial<HttpBindings>;
  if (!isLoopback(incoming?.socket.remoteAddress ?? '')) return 'this request comes from another';
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];
  if (forwarded.some((name) => context.req.header(name) !== undefined)) {
    return 'this request comes through a proxy';
  }
  const host = context.req.header('host') ?? '';
  const hostname = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  if (!isLoopback(hostname)) return `"${host}" is not a name of this machine`;
  const origin = context.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    return `this request was sent by a page of ${origin}`;
  }
  return undefined;
}

/** @param name an IP address as Node writes it, or the hostname of a URL. */
function isLoopback(name: string): boolean {
  const address = name.replace(/^::ffff:/, '');
  return (
    name === 'localhost' ||
    name === '::1' ||
    name === '[::1]' ||
    (isIPv4(address) && address.startsWith('127.'))
  );
}
