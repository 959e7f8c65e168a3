import { ts } from 'ts-morph';
import { pathShape } from '../../rule.ts';
import { symbolAt } from '../code/bindings.ts';
import { isAccess, propertyName, unwrap, wrapped } from '../code/syntax.ts';
import { fold } from '../fold/fold.ts';
import { escaped, matchTemplate } from '../fold/match.ts';
import { flatText, HOLE } from '../fold/template.ts';
import type { Needle } from './needles.ts';
import type { DetectContext, Stray } from './strays.ts';
import type { Trail } from './trail.ts';

/**
 * `fill('/v1.1/things/:action', { action: 'detail' })`, also through what the call is a member of: the last segment is
 * the value of a key for which the path has a place.
 */
export function findFilled(needle: Needle, trail: Trail, context: DetectContext): Stray | undefined {
  const { parent } = wrapped(needle.literal);
  const key = needle.isAlone && ts.isPropertyAssignment(parent) ? propertyName(parent.name) : undefined;
  if (key === undefined) return undefined;
  const name = escaped(key);
  const place = new RegExp(`(?::${name}\\b|\\$?\\{${name}\\}|<${name}>|%${name}%|\\[${name}\\])(?=$|[?#])`);
  for (const { call } of trail.calls) {
    for (const text of textsGiven(call, context)) {
      const filled = text.replace(place, pathShape(context.rule).last);
      const template = [{ text: filled, node: call, start: -1 }];
      const match = filled !== text && matchTemplate(template, context.rule, context.mounts);
      if (match)
        return { needle, match, ends: [call], reason: 'unfolded-path', text: text.replaceAll(HOLE, '…') };
    }
  }
  return undefined;
}

type Call = Trail['calls'][number]['call'];

/** What a call is given as text, and what the object was made with that it is a member of. */
function textsGiven(call: Call, context: DetectContext): string[] {
  const { workspace } = context;
  const own = (call.arguments ?? []).flatMap(node =>
    fold(node, { workspace, frame: undefined, depth: 0 }).map(flatText),
  );
  const owner = isAccess(call.expression) ? unwrap(call.expression.expression) : undefined;
  const declaration =
    owner && ts.isIdentifier(owner) ? symbolAt(workspace, owner)?.valueDeclaration : undefined;
  const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const maker = made && unwrap(made);
  return maker && ts.isCallExpression(maker) ? [...own, ...textsGiven(maker, context)] : own;
}
