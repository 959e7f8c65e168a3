import type { ts } from 'ts-morph';
import { rowOf } from '../code/rows.ts';
import { excerpt } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { invoke } from './invoke.ts';
import type { Method } from './methods.ts';
import { isPlainParser } from './parsers.ts';
import { ANSWER, type Shape } from './shape.ts';
import { escapeAt, flow } from './track.ts';
import type { Trace } from './tracker.ts';

const nothing: Method = () => undefined;
const same: Method = ({ call, shape, trace }) => flow(call, shape, trace);

/** Methods of requests, answers and streams of bytes: events, callbacks, and what changes nothing. */
export const ANSWERS: Readonly<Record<string, Method>> = {
  on: ({ call, shape, trace }) => listen(call, shape, trace),
  once: ({ call, shape, trace }) => listen(call, shape, trace),
  addListener: ({ call, shape, trace }) => listen(call, shape, trace),
  end: ({ call, trace }) => invoke(call.arguments[0], [undefined, ANSWER], undefined, trace),
  done: ({ call, shape, trace }) => both(call, shape, trace),
  success: ({ call, shape, trace }) => both(call, shape, trace),
  always: ({ call, shape, trace }) => both(call, shape, trace),
  fail: same,
  error: same,
  setEncoding: same,
  // The bytes of a stream cannot be given another form on their way.
  pipe: ({ call, shape, trace }) => escapeAt(call, shape, trace, call, () => false),
  parse: ({ call, shape, trace }) => parseBy(call, shape, trace),
  responseParser: ({ call, shape, trace }) => parseBy(call, shape, trace),
  // Throws the body away.
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
      'promise',
      'unwrap',
      'clone',
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

/** jQuery's `.done(cb)` gives the body to the callback and itself to the chain. */
function both(call: ts.CallExpression, shape: Shape, trace: Trace): void {
  invoke(call.arguments[0], [shape], undefined, trace);
  flow(call, shape, trace);
}

const EVENTS: Readonly<Record<string, Shape | undefined>> = {
  data: { kind: 'text' },
  response: ANSWER,
  body: ANSWER,
};

/** Events of requests and streams: pieces of text, the answer, or nothing of it. */
function listen(call: ts.CallExpression, shape: Shape, trace: Trace): void {
  const [event, handler] = call.arguments;
  const name = event?.getText().slice(1, -1) ?? '';
  invoke(handler, [rowOf(EVENTS, name)], undefined, trace);
  flow(call, shape, trace);
}
