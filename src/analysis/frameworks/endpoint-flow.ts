import { ts } from 'ts-morph';
import { memberShape, type Shape } from '../answer/shape.ts';
import { flow } from '../answer/track.ts';
import type { Trace } from '../answer/tracker.ts';
import { excerpt, propertyName, wrapped } from '../code/syntax.ts';
import { block } from '../edits/draft.ts';
import { type Endpoint, memberOf } from '../request/endpoints.ts';
import { declareValue } from '../types/declared.ts';
import { callOption } from './query-hooks.ts';

const BODY: Shape = { kind: 'answer', steps: 1 };

/** Follows the body of an endpoint: through what makes its data, to the hooks and selectors of its API. */
export function followEndpoint(endpoint: Endpoint, trace: Trace): void {
  const { options, call } = endpoint;
  // Limit: what a mutation gives is not followed, nor would anybody read a list with one.
  if (call.expression.getText().endsWith('mutation'))
    block(trace.draft, 'escape', call, { shape: 'answer', text: excerpt(call) });
  const transform = memberOf(options, 'transformResponse');
  const [result] = call.typeArguments ?? [];
  const deliver = (data: Shape, next: Trace): void => {
    declareValue(result, data, next);
    for (const key of LISTENERS) tell(memberOf(options, key), key, data, next);
    for (const shape of givenBy(endpoint, data)) flow(endpoint.api, shape, next);
  };
  if (transform) callOption(transform, [BODY], deliver, trace);
  else deliver(BODY, trace);
  for (const property of options.properties) {
    const key = propertyName(property.name);
    if (key === undefined || !KNOWN.has(key))
      block(trace.draft, 'escape', property, { shape: 'answer', text: excerpt(property) });
  }
  checkHooks(endpoint, trace);
}

/** Options that are given the data, and those that have nothing to do with it. */
const LISTENERS = ['providesTags', 'onQueryStarted', 'merge'] as const;
const KNOWN = new Set([
  ...LISTENERS,
  ...['query', 'transformResponse', 'transformErrorResponse', 'keepUnusedDataFor', 'extraOptions'],
  ...['serializeQueryArgs', 'forceRefetch', 'structuralSharing', 'invalidatesTags'],
]);

type Listener = (typeof LISTENERS)[number];

const thunk = (of: Shape): Shape => ({ kind: 'thunk', of });

const ARGUMENTS: Readonly<Record<Listener, (data: Shape) => (Shape | undefined)[]>> = {
  providesTags: data => [data],
  onQueryStarted: data => [undefined, memberShape('queryFulfilled', memberShape('data', data))],
  merge: data => [data, data],
};

function tell(
  property: ts.ObjectLiteralElementLike | undefined,
  key: Listener,
  data: Shape,
  trace: Trace,
): void {
  if (property) callOption(property, ARGUMENTS[key](data), undefined, trace);
}

/** All members of an API that give the data of an endpoint. */
function givenBy({ name }: Endpoint, data: Shape): Shape[] {
  const { plain, ofState, lazy } = hooksOf(name);
  const states = ['data', 'currentData'].map(key => memberShape(key, data));
  const hooks = states.flatMap(state => [
    memberShape(plain, thunk(state)),
    memberShape(ofState, thunk(state)),
    memberShape(lazy, thunk({ kind: 'tuple', index: 1, of: state })),
  ]);
  const state = memberShape('data', data);
  const own = [
    memberShape('initiate', thunk(thunk(state))),
    memberShape('select', thunk(thunk(state))),
    ...states.flatMap(hook => [
      memberShape('useQuery', thunk(hook)),
      memberShape('useQueryState', thunk(hook)),
    ]),
    ...['matchFulfilled', 'Types'].map(key => memberShape(key, data)),
  ];
  const trigger = memberShape(lazy, thunk({ kind: 'tuple', index: 0, of: thunk(state) }));
  const cache = ['updateQueryData', 'upsertQueryData'].map(key =>
    memberShape('util', memberShape(key, data)),
  );
  return [
    ...hooks,
    trigger,
    ...own.map(shape => memberShape('endpoints', memberShape(name, shape))),
    ...cache,
  ];
}

/** A hook that is told to pick from its result hands out something else. */
function checkHooks({ name, api }: Endpoint, { tracker, draft }: Trace): void {
  const { workspace } = tracker;
  const own = new Set([...Object.values(hooksOf(name)), `${name}.useQuery`, `${name}.useQueryState`]);
  workspace.wantMentions(PICKS, [workspace.pathOf(api)]);
  const visit = (node: ts.Node): void => {
    const picking = ts.isObjectLiteralExpression(node) && picks(node) ? node : undefined;
    const hook = picking && hookGiven(picking);
    // Limit: what is put into options at another place than their literal is not seen.
    if (picking && (hook === undefined || own.has(hook)))
      block(draft, 'escape', picking, { shape: 'answer', text: excerpt(picking) });
    ts.forEachChild(node, visit);
  };
  for (const file of workspace.files.values()) if (file.text.includes(PICKS)) visit(file);
}

const PICKS = 'selectFromResult';

const picks = ({ properties }: ts.ObjectLiteralExpression): boolean =>
  properties.some(property => propertyName(property.name) === PICKS);

/** The names of the hooks that are made for an endpoint. */
function hooksOf(name: string): { plain: string; ofState: string; lazy: string } {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return { plain: `use${title}Query`, ofState: `use${title}QueryState`, lazy: `useLazy${title}Query` };
}

/** The hook that options are written for, with what it is a member of; undefined where they are kept, or handed on. */
function hookGiven(options: ts.ObjectLiteralExpression): string | undefined {
  const { parent } = wrapped(options);
  if (!ts.isCallExpression(parent)) return undefined;
  const [, ofEndpoint, plain] = HOOK.exec(parent.expression.getText()) ?? [];
  return ofEndpoint ?? plain;
}

const HOOK = /(?:^|\.)(?:(\w+\.useQuery(?:State)?)|(use(?:Lazy)?[A-Z]\w*Query(?:State)?))$/;
