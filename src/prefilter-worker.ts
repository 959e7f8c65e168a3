import { parentPort, workerData } from 'node:worker_threads';
import { prefilter } from './files/prefilter.ts';
import type { ThreadInput } from './files/prefilter-threads.ts';
import { openSnapshot } from './files/snapshot.ts';

const { cwd, paths, explicit, segments }: ThreadInput = workerData;
parentPort?.postMessage(
  prefilter({
    snapshot: openSnapshot(cwd),
    paths,
    explicit: new Set(explicit),
    needles: { segments, elsewhere: [] },
  }),
);
