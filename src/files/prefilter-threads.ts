import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Prefiltered, type PrefilterInput, prefilter } from './prefilter.ts';
import type { LastSegment } from './segments.ts';

/** How many threads read: a number, `off` for one, `auto` for what pays. */
export type Concurrency = number | 'auto' | 'off';

/** A second thread costs as much as reading this many files. */
const WORTH_A_THREAD = 8000;

/** What a thread is given: all of it can be copied. */
export type ThreadInput = {
  cwd: string;
  paths: string[];
  explicit: string[];
  segments: readonly LastSegment[];
};

const countThreads = (concurrency: Concurrency, files: number): number => {
  if (concurrency === 'off') return 1;
  if (concurrency !== 'auto') return Math.max(1, Math.min(concurrency, files));
  return files < WORTH_A_THREAD ? 1 : Math.min(2, availableParallelism());
};

/**
 * Prefilters with several threads; the result is the same for any number of them. Files of the overlay stay in
 * this thread, which alone has them.
 */
export async function prefilterAll(
  input: PrefilterInput & { concurrency: Concurrency; overlaid: ReadonlySet<string> },
): Promise<Prefiltered> {
  const threads = countThreads(input.concurrency, input.paths.length);
  if (threads === 1) return prefilter(input);
  const shared = input.paths.filter(path => !input.overlaid.has(path));
  const own = input.paths.filter(path => input.overlaid.has(path));
  const size = Math.ceil(shared.length / threads);
  const others = Array.from({ length: threads - 1 }, (_, index) =>
    shared.slice((index + 1) * size, (index + 2) * size),
  );
  const running = others.map(paths => runThread(input, paths));
  const here = prefilter({ ...input, paths: [...own, ...shared.slice(0, size)] });
  return merge([here, ...(await Promise.all(running))]);
}

function runThread({ snapshot, explicit, needles }: PrefilterInput, paths: string[]): Promise<Prefiltered> {
  const workerData: ThreadInput = {
    cwd: snapshot.cwd,
    paths,
    explicit: paths.filter(path => explicit.has(path)),
    segments: needles.segments,
  };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./prefilter-worker.js', import.meta.url), { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function merge(parts: readonly Prefiltered[]): Prefiltered {
  const byFile = (a: { file: string }, b: { file: string }) => (a.file < b.file ? -1 : 1);
  return {
    seeds: parts.flatMap(({ seeds }) => seeds).sort(),
    marked: parts.flatMap(({ marked }) => marked).sort(),
    problems: parts.flatMap(({ problems }) => problems).sort(byFile),
  };
}
