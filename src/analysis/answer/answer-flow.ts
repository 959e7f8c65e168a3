import { ts } from 'ts-morph';
import { symbolAt } from '../code/bindings.ts';
import { givenByCallers } from '../code/callers.ts';
import {
  calleeName,
  isAccess,
  isFunctionNode,
  keyOf,
  memberName,
  propertyName,
  unwrap,
} from '../code/syntax.ts';
import { words } from '../code/word-lists.ts';
import type { Draft } from '../edits/draft.ts';
import { calledFunction } from '../fold/calls.ts';
import { framesOf } from '../fold/template.ts';
import { followEndpoint } from '../frameworks/endpoint-flow.ts';
import { BY_SHAPE, XHR } from '../request/clients.ts';
import { endpointOf } from '../request/endpoints.ts';
import type { Request } from '../request/request.ts';
import { declareValue } from '../types/declared.ts';
import { callFunction } from './enter.ts';
import { checkHooks } from './hooks.ts';
import { invoke } from './invoke.ts';
import { ANSWER, type Shape } from './shape.ts';
import { flow } from './track.ts';
import { createStation, type Trace, type Tracker } from './tracker.ts';
import { followXhr } from './xhr-flow.ts';

/** Follows the answer of a request: what the call gives back, and what its callbacks receive. */
export function followAnswer(request: Request, draft: Draft, tracker: Tracker): void {
  const within = framesOf(request.frame).map(({ fn }) => fn);
  const trace: Trace = { tracker, draft, frame: request.frame, from: createStation(), within };
  const endpoint = endpointOf(request.call);
  if (endpoint) return followEndpoint(endpoint, trace);
  if (request.client.name === XHR) return followXhr(request, trace);
  checkHooks(request, draft);
  for (const type of request.call.typeArguments ?? [])
    declareValue(type, { kind: 'answer', steps: 1 }, trace);
  for (const callback of request.callbacks) {
    const args = argumentsFor(callback, request);
    if (ts.isMethodDeclaration(callback)) callFunction(callback, callback, args, undefined, trace);
    else if (isHandler(callback, trace)) invoke(callback as ts.Expression, args, undefined, trace);
  }
  flow(request.call, ANSWER, trace);
}

const CALLBACKS = words('cb callback done next handler listener resolve');
const isCallbackName = (name: string): boolean => CALLBACKS.has(name) || /^on[A-Z]/.test(name);

/** A function, or what is called like one: an options object in a variable is no callback. */
function isHandler(node: ts.Node, { tracker }: Trace): boolean {
  const inner = unwrap(node as ts.Expression);
  if (isFunctionNode(inner)) return true;
  // `this.show.bind(this)`
  if (ts.isCallExpression(inner)) return calleeName(inner) === 'bind';
  if (!ts.isIdentifier(inner) && !isAccess(inner)) return false;
  if (calledFunction(inner, tracker)) return true;
  const declaration = symbolAt(tracker.workspace, isAccess(inner) ? keyOf(inner) : inner)?.valueDeclaration;
  const parameter = declaration && ts.isParameter(declaration) ? declaration : undefined;
  if (!isAccess(inner) && !parameter) return false;
  return (
    isCallbackName(isAccess(inner) ? memberName(inner) : inner.text) ||
    tracker.workspace.checker.getTypeAtLocation(inner).getCallSignatures().length > 0 ||
    (parameter !== undefined && isGivenFunction(parameter, tracker))
  );
}

/** Whether some caller hands a function in. */
function isGivenFunction(parameter: ts.ParameterDeclaration, tracker: Tracker): boolean {
  return givenByCallers(parameter, tracker.workspace).some(given => {
    const inner = given && unwrap(given);
    return inner !== undefined && (isFunctionNode(inner) || calledFunction(inner, tracker) !== undefined);
  });
}

/** Options whose function is given the answer before all else, whatever the client does with its callbacks. */
const ANSWER_FIRST = words('success onSuccess onload transform selector');

const optionName = (callback: ts.Node): string => {
  const member = ts.isMethodDeclaration(callback) ? callback : callback.parent;
  const isOption = ts.isMethodDeclaration(member) || ts.isPropertyAssignment(member);
  return (isOption && propertyName(member.name)) || '';
};

const ERROR = words('e er err error _e _er _err _error');

/** Error first where the client, or the name of the first parameter, says so. */
function argumentsFor(callback: ts.Node, { client }: Request): (Shape | undefined)[] {
  const fn = isFunctionNode(unwrap(callback as ts.Expression))
    ? (unwrap(callback as ts.Expression) as ts.FunctionExpression)
    : undefined;
  const first = fn?.parameters[0]?.name.getText() ?? '';
  if (ANSWER_FIRST.has(optionName(callback))) return [ANSWER, undefined, ANSWER];
  const takesError = client === BY_SHAPE ? ERROR.has(first.toLowerCase()) : client.callback > 0;
  return takesError ? [undefined, ANSWER, ANSWER] : [ANSWER, undefined, ANSWER];
}
