import { ts } from 'ts-morph';
import type { Shape } from '../answer/shape.ts';
import { flow } from '../answer/track.ts';
import type { Trace } from '../answer/tracker.ts';
import { excerpt, propertyName } from '../code/syntax.ts';
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

const member = (name: string, of: Shape): Shape => ({ kind: 'member', name, of });
const thunk = (of: Shape): Shape => ({ kind: 'thunk', of });

const ARGUMENTS: Readonly<Record<Listener, (data: Shape) => (Shape | undefined)[]>> = {
  providesTags: data => [data],
  onQueryStarted: data => [undefined, member('queryFulfilled', member('data', data))],
  merge: data => [data, data],
};

function tell(
  property: ts.ObjectLiteralElementLike | undefined,
  key: Listener,
  data: Shape,
  trace: Trace,
): void {
  const isList =
    property && ts.isPropertyAssignment(property) && ts.isArrayLiteralExpression(property.initializer);
  if (property && !isList) callOption(property, ARGUMENTS[key](data), undefined, trace);
}

/** All members of an API that give the data of an endpoint. */
function givenBy({ name }: Endpoint, data: Shape): Shape[] {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const states = ['data', 'currentData'].map(key => member(key, data));
  const hooks = states.flatMap(state => [
    member(`use${title}Query`, thunk(state)),
    member(`use${title}QueryState`, thunk(state)),
    member(`useLazy${title}Query`, thunk({ kind: 'tuple', index: 1, of: state })),
  ]);
  const state = member('data', data);
  const own = [
    member('initiate', thunk(thunk(state))),
    member('select', thunk(thunk(state))),
    ...states.flatMap(hook => [member('useQuery', thunk(hook)), member('useQueryState', thunk(hook))]),
    ...['matchFulfilled', 'Types'].map(key => member(key, data)),
  ];
  const lazy = member(`useLazy${title}Query`, thunk({ kind: 'tuple', index: 0, of: thunk(state) }));
  const cache = ['updateQueryData', 'upsertQueryData'].map(key => member('util', member(key, data)));
  return [...hooks, lazy, ...own.map(shape => member('endpoints', member(name, shape))), ...cache];
}

/** A hook that is told to pick from its result hands out something else. */
function checkHooks({ name, api }: Endpoint, { tracker, draft }: Trace): void {
  const hook = `use${name.charAt(0).toUpperCase()}${name.slice(1)}Query`;
  tracker.workspace.wantMentions(hook, [tracker.workspace.pathOf(api)]);
  for (const file of tracker.workspace.files.values()) {
    if (!file.text.includes(hook) || !file.text.includes('selectFromResult')) continue;
    const visit = (node: ts.Node): void => {
      const isHook = ts.isCallExpression(node) && node.expression.getText().endsWith(hook);
      if (isHook && node.arguments[1] && /selectFromResult/.test(node.arguments[1].getText()))
        block(draft, 'escape', node.arguments[1], { shape: 'answer', text: excerpt(node.arguments[1]) });
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
}
