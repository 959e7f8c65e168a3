import { parentPort, workerData } from 'node:worker_threads';
import type { DeepInput } from './deep-analysis.ts';
import { openSnapshot } from './files/snapshot.ts';
import { openHost } from './host.ts';

const { cwd, overlay, useDisk, files, input }: DeepInput = workerData;
// What is copied between threads is bytes, no `Buffer`.
const laid = new Map([...overlay].map(([path, bytes]) => [path, Buffer.from(bytes)]));
const { analyseDeep } = await import('./analysis/index.ts');
parentPort?.postMessage(analyseDeep({ ...input, host: openHost(openSnapshot(cwd, laid, useDisk), files) }));
