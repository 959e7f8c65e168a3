import type { Host } from '../../finding.ts';
import type { Nearby, Scope } from './nearby.ts';

/** What a round needs and does not have. */
export type Wishes = {
  /** Asks for a file. True when it is loaded in this round; false: it will be in the next. */
  want(path: string): boolean;
  /** Asks for the files that mention a name and may know what its homes mean by it. */
  wantMentions(name: string, homes: readonly string[], scope?: Scope): void;
  /** All files that were asked for. */
  find(): ReadonlySet<string>;
};

/** Collects what is asked for while a round goes on. */
export function collectWishes(host: Host, nearby: Nearby, isLoaded: (path: string) => boolean): Wishes {
  const wanted = new Set<string>();
  const mentions = new Map<string, Parameters<Nearby>>();
  const want = (path: string) => {
    if (isLoaded(path)) return true;
    if (host.readFile(path) !== undefined) wanted.add(path);
    return false;
  };
  const wantMentions: Wishes['wantMentions'] = (name, homes, scope) => {
    mentions.set([name, ...homes, scope?.size].join(), [name, homes, scope]);
  };
  const find = () => {
    for (const mention of mentions.values()) for (const path of nearby(...mention)) want(path);
    return wanted;
  };
  return { want, wantMentions, find };
}
