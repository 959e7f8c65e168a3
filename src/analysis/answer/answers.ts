import type { ts } from 'ts-morph';
import { type Access, callOf, excerpt, isWritten, wrapped } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { declareValue } from '../types/declared.ts';
import { leaveByCompat } from './compat-plan.ts';
import { callMethod } from './methods.ts';
import { LIST, type Shape } from './shape.ts';
import { flow } from './track.ts';
import { addTo, type Trace } from './tracker.ts';

/** Members and methods that lead from an answer towards its body. */
export const TOWARDS: ReadonlySet<string> = new Set([
  'data',
  'body',
  'json',
  'result',
  'results',
  'response',
  'value',
  'payload',
  'content',
  'clone',
  'unwrap',
  'promise',
  'responseJSON',
  '_data',
]);
const TEXTS = new Set(['text', 'responseText', 'arrayBuffer', 'blob', 'bytes', 'rawBody', 'buffer']);
/** Members of answers that have nothing to do with the body. */
const BESIDE = new Set([
  'status',
  'ok',
  'statusCode',
  'statusText',
  'headers',
  'statusMessage',
  'url',
  'redirected',
  'error',
  'isLoading',
  'isError',
  'isSuccess',
  'isFetching',
  'isPending',
  'refetch',
  'mutate',
  'trailers',
  'config',
  'request',
  'type',
  'abort',
  'destroy',
  'resume',
  'message',
  'code',
  'readyState',
  'httpVersion',
  'complete',
  'bodyUsed',
  'req',
  'destroyed',
  'isValidating',
  'errors',
  'timings',
  'retryCount',
  'cancel',
  'info',
  'clientError',
  'serverError',
  'badRequest',
  'unauthorized',
  'statusType',
]);

/** How many steps from the call to the list are taken on faith. */
const MOST_STEPS = 5;

/** A member of an answer: the list, a step towards it, something beside it, or nothing that we know. */
export function readAnswer(
  access: Access,
  name: string,
  shape: Extract<Shape, { kind: 'answer' }>,
  trace: Trace,
): void {
  const { rule } = trace.draft;
  const call = callOf(access);
  if (name === rule.response.list && !call) return readList(access, trace);
  if (rule.response.envelope.includes(name) && !call && !trace.draft.compat)
    return block(trace.draft, 'feature-test', access, { name });
  const next: Shape = { kind: 'answer', steps: shape.steps + 1 };
  if (TOWARDS.has(name) && shape.steps < MOST_STEPS) return readTowards(access, call, next, trace);
  // `.buffer(true)` tells a client what to do.
  if (TEXTS.has(name) && !call?.arguments.length) return flow(call ?? access, { kind: 'text' }, trace);
  if (call) return callMethod(call, access, name, shape, trace);
  if (BESIDE.has(name) || isWritten(access) || leaveByCompat(access.expression, trace.draft)) return;
  block(trace.draft, 'unknown-response', access, { text: excerpt(access) });
}

function readTowards(access: Access, call: ts.CallExpression | undefined, next: Shape, trace: Trace): void {
  if (isWritten(access)) return block(trace.draft, 'field-write', access, { name: excerpt(access) });
  addTo(trace.tracker.bodies, trace.draft, call ?? access);
  // `ky.get(url).json<ImageList>()`
  for (const type of call?.typeArguments ?? []) declareValue(type, next, trace);
  flow(call ?? access, next, trace);
}

function readList(access: Access, trace: Trace): void {
  const target = wrapped(access);
  if (isWritten(target)) return block(trace.draft, 'field-write', target, { name: excerpt(access) });
  if (!leaveByCompat(access.expression, trace.draft)) flow(access, LIST, trace);
}
