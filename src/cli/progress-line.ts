import type { OnProgress, Progress } from '../progress.ts';

/** Nothing is drawn before this many milliseconds, and then not more often. */
const PATIENCE = 1000;
const PACE = 100;

/** For a terminal that does not know its width, or says that it has none. */
const USUAL_WIDTH = 80;

const count = (files: number): string => `${files.toLocaleString('en-US')} ${files === 1 ? 'file' : 'files'}`;

const WORDS: Readonly<Record<Progress['stage'], (files: number) => string>> = {
  find: () => 'looking for files',
  read: files => `${count(files)} read`,
  study: files => `studying ${count(files)}`,
};

export type ProgressLine = { onProgress: OnProgress; clear(): void };

/** A line on a terminal that says what a long run is at. It is gone after `clear`, and never there in a short run. */
export function openProgressLine(
  write: (text: string) => void,
  columns: number | undefined,
  now = () => performance.now(),
): ProgressLine {
  const started = now();
  let next = started + PATIENCE;
  let at: Progress = { stage: 'find', files: 0 };
  let isDrawn = false;
  const draw = () => {
    const time = now();
    if (time < next) return;
    next = time + PACE;
    isDrawn = true;
    const line = `glanceshift: ${WORDS[at.stage](at.files)}, ${Math.floor((time - started) / 1000)} s`;
    write(`\r${line.slice(0, (columns || USUAL_WIDTH) - 1)}\u001b[K`);
  };
  // While others work, as git and threads do, nothing else would draw.
  const timer = setInterval(draw, PATIENCE);
  timer.unref();
  const onProgress: OnProgress = progress => {
    at = progress;
    draw();
  };
  const clear = () => {
    clearInterval(timer);
    if (isDrawn) write('\r\u001b[K');
    isDrawn = false;
  };
  return { onProgress, clear };
}
