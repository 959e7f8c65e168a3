import { ts } from 'ts-morph';
import { excerpt, isFunctionNode, unwrap } from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import { block } from '../edits/draft.ts';
import { invoke } from './invoke.ts';
import type { Method } from './methods.ts';
import { isPlainParser } from './parsers.ts';
import { ANSWER, type Shape } from './shape.ts';
import { flow } from './track.ts';
import type { Trace } from './tracker.ts';

const nothing: Method = () => undefined;
const same: Method = ({ call, shape, trace }) => flow(call, shape, trace);

/** Methods of requests, answers and streams of bytes: events, callbacks, and what changes nothing. */
export const ANSWERS: Readonly<Record<string, Method>> = {
  on: ({ call, shape, trace }) => listen(call, shape, trace),
  once: ({ call, shape, trace }) => listen(call, shape, trace),
  addListener: ({ call, shape, trace }) => listen(call, shape, trace),
  end: ({ call, trace }) => invoke(call.arguments[0], atEnd(call), undefined, trace),
  done: ({ call, shape, trace }) => both(call, shape, trace),
  success: ({ call, shape, trace }) => both(call, shape, trace),
  always: ({ call, shape, trace }) => both(call, shape, trace),
  fail: same,
  error: same,
  setEncoding: same,
  parse: ({ call, shape, trace }) => parseBy(call, shape, trace),
  responseParser: ({ call, shape, trace }) => parseBy(call, shape, trace),
  // Gives up, or throws the body away.
  abort: nothing,
  dump: nothing,
  cancel: nothing,
  destroy: nothing,
  ...Object.fromEntries(
    [
      'query',
      'set',
      'timeout',
      'retry',
      'auth',
      'accept',
      'type',
      'ok',
      'buffer',
      'redirects',
      'use',
      'withCredentials',
      'responseType',
      'sortQuery',
      'agent',
      'ca',
      'key',
      'cert',
      'pfx',
      'unset',
      'http2',
      'disableTLSCerts',
      'trustLocalhost',
      'maxResponseSize',
      'setTimeout',
      'setHeader',
      'header',
      'resume',
      'signal',
      'send',
      'exec',
      'get',
      'write',
      'flushHeaders',
      'unref',
    ].map(name => [name, same]),
  ),
};

/** `.parse(JSON.parse)` of superagent: a function that makes the body. */
function parseBy(call: ts.CallExpression, shape: Shape, trace: Trace): void {
  const isPlain = call.arguments.every(parser => isPlainParser(parser, trace.tracker.workspace));
  if (isPlain) flow(call, shape, trace);
  else block(trace.draft, 'unknown-response', call, { text: excerpt(call) });
}

/** superagent's `.end((error, answer) => …)`; unirest gives the answer alone. */
function atEnd({ arguments: [callback] }: ts.CallExpression): (Shape | undefined)[] {
  const fn = callback && unwrap(callback);
  return isFunctionNode(fn) && fn.parameters.length === 1 ? [ANSWER] : [undefined, ANSWER];
}

/** jQuery's `.done(show, count)` gives the body and the request to each callback, and itself to the chain. */
function both(call: ts.CallExpression, shape: Shape, trace: Trace): void {
  for (const callback of call.arguments) invoke(callback, [shape, undefined, ANSWER], undefined, trace);
  flow(call, shape, trace);
}

/** Events of requests and streams that tell nothing of the body. */
const SILENT = words(
  'error abort aborted timeout end close finish connect socket lookup request redirect retry drain upgrade ' +
    'continue information progress uploadProgress downloadProgress readable',
);

/** Events of requests and streams: pieces of text, nothing of the body, or the answer, as with `complete`. */
function listen(call: ts.CallExpression, shape: Shape, trace: Trace): void {
  const [event, handler] = call.arguments;
  const name = event && ts.isStringLiteralLike(event) ? event.text : '';
  const told: Shape[] = name === 'data' ? [{ kind: 'text' }] : [ANSWER, ANSWER];
  invoke(handler, SILENT.has(name) ? [] : told, undefined, trace);
  flow(call, shape, trace);
}
