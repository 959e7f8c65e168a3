import { ts } from 'ts-morph';
import { memberShape, type Shape } from '../answer/shape.ts';
import { flow } from '../answer/track.ts';
import type { Trace } from '../answer/tracker.ts';
import { symbolAt, usesOf } from '../code/bindings.ts';
import { accessName, callOf, isAccess, propertyName, referenceAt, wrapped } from '../code/syntax.ts';

/** Members that hold what was loaded: by most libraries, and by those that name their hook `useAsync`. */
const HOLDERS = ['data', 'value', 'result', 'promise'];

/** Methods that load again and give what was loaded, in a state of its own or as it is. */
const AGAIN: ReadonlyMap<string, (data: Shape) => Shape> = new Map([
  ...['refetch', 'fetchNextPage', 'fetchPreviousPage'].map(
    name => [name, (data: Shape) => memberShape('data', data)] as const,
  ),
  ...['mutate', 'runAsync', 'refreshAsync', 'send'].map(name => [name, (data: Shape) => data] as const),
]);

/** What a hook gives of what it has loaded. Its methods may be handed on: nobody asks a handler what it gives. */
export function giveState(call: ts.Expression, data: Shape, trace: Trace): void {
  for (const name of HOLDERS) flow(call, memberShape(name, data), trace);
  const holder = wrapped(call).parent;
  if (!ts.isVariableDeclaration(holder)) return;
  for (const { name, use } of methodUses(holder.name, trace)) {
    const again = AGAIN.get(name);
    const loading = callOf(use);
    if (again && loading) flow(loading, again(data), trace);
  }
}

type Use = { name: string; use: ts.Node };

/** The members that are used of what a variable holds. */
function methodUses(holder: ts.BindingName, { tracker: { workspace } }: Trace): Use[] {
  const usesBy = (name: ts.Node) => usesOf(workspace, symbolAt(workspace, name)).sure;
  if (ts.isIdentifier(holder))
    return usesBy(holder)
      .map(use => referenceAt(use).parent)
      .filter(isAccess)
      .map(use => ({ name: accessName(use) ?? '', use }));
  if (!ts.isObjectBindingPattern(holder)) return [];
  return holder.elements.flatMap(({ propertyName: key, name }) =>
    usesBy(name).map(use => ({ name: propertyName(key ?? name) ?? '', use })),
  );
}
