import { Worker } from 'node:worker_threads';
import type { Analysis, AnalysisInput } from './analysis/index.ts';
import type { Overlay } from './files/snapshot.ts';

/** What a thread is given: all of it can be copied. */
export type DeepInput = {
  cwd: string;
  overlay: Overlay;
  useDisk: boolean;
  files: { scripts: readonly string[]; texts: readonly string[] };
  input: Omit<AnalysisInput, 'host'>;
};

/** In megabytes. Code that people write needs a thousandth; what a program wrote may be nested deeply. */
const STACK = 512;

/**
 * The analysis once more, in a thread with a call stack that is large enough for code nested tens of thousands deep.
 * A file for which even that does not do is told and left out.
 */
export function analyseDeeply(workerData: DeepInput): Promise<Analysis> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./deep-analysis-worker.js', import.meta.url), {
      workerData,
      resourceLimits: { stackSizeMb: STACK },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
