import type { Snapshot } from './files/snapshot.ts';
import type { Host } from './finding.ts';

/** What a scan is at: it looks for the names of files, reads some, or studies those that may hold a call. */
export type Progress = { stage: 'find' | 'read' | 'study'; files: number };

/** Called again and again during a scan; what takes long here makes the scan take long. */
export type OnProgress = (at: Progress) => void;

/** A snapshot that tells how many files have been read, where somebody wants to know. */
export function watchReading(snapshot: Snapshot, onProgress: OnProgress | undefined): Snapshot {
  if (onProgress === undefined) return snapshot;
  let files = 0;
  const peek: Snapshot['peek'] = path => {
    onProgress({ stage: 'read', files: ++files });
    return snapshot.peek(path);
  };
  return { ...snapshot, peek };
}

/** A host that tells whenever it is asked: the core itself knows nobody. */
export function watchStudy(host: Host, files: number, onProgress: OnProgress | undefined): Host {
  if (onProgress === undefined) return host;
  const tell = <Args extends unknown[], Result>(answer: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      onProgress({ stage: 'study', files });
      return answer(...args);
    };
  };
  return {
    readFile: tell(host.readFile),
    mentioning: tell(host.mentioning),
    dependents: tell(host.dependents),
    settings: tell(host.settings),
    packages: host.packages,
  };
}
