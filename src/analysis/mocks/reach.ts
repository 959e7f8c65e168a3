import type { Hit } from '../detect/detect.ts';
import type { MockHit } from '../detect/mocks.ts';
import { outermostCall } from '../request/request.ts';
import type { StudyInput } from '../study.ts';

const IMPORT = /\b(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g;

/**
 * The calls that a mock stands in for: those in files that its file imports, however far away; where there are none
 * (handlers that are set up for a whole application, tests that run in a browser), all of the project, unless only
 * near ones are wanted.
 */
export function callsOfMock(
  mock: MockHit,
  hits: readonly Hit[],
  input: StudyInput,
  isNearOnly: boolean,
): Hit[] {
  const near = callsNear(input.workspace.pathOf(mock.request.call), hits, input);
  return near.length > 0 || isNearOnly ? near : [...hits];
}

/** The calls in files that a file imports, however far away. */
export function callsNear(path: string, hits: readonly Hit[], input: StudyInput): Hit[] {
  const { workspace } = input;
  const reached = filesReached(path, input);
  return hits.filter(hit =>
    [hit.request.call, outermostCall(hit.request)].some(call => reached.has(workspace.pathOf(call))),
  );
}

/** All files of the project that a file imports, and itself. By their texts: most of them are never parsed. */
export function filesReached(from: string, { host, workspace }: StudyInput): Set<string> {
  const reached = new Set([from]);
  for (const path of reached) {
    for (const [, specifier = ''] of (host.readFile(path) ?? '').matchAll(IMPORT)) {
      const target = workspace.resolve(specifier, path);
      if (target !== undefined) reached.add(target);
    }
  }
  return reached;
}
