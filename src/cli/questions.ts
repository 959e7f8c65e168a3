import { createInterface } from 'node:readline';
import { Failure } from '../failure.ts';

/** Asks a person one question after the other; answers that come early are kept for the questions to come. */
export type Questions = { ask(question: string): Promise<string>; close(): void };

/**
 * Opens a conversation. A question that gets no answer, because the person has left, throws a `Failure` that says
 * what has not been done.
 */
export function openQuestions(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  undone: string,
): Questions {
  const lines: string[] = [];
  let waiting: { resolve: (line: string) => void; reject: (error: Failure) => void } | undefined;
  let isOver = false;
  const conversation = createInterface({ input, output });
  conversation.on('line', line => {
    if (waiting === undefined) lines.push(line);
    waiting?.resolve(line);
    waiting = undefined;
  });
  conversation.once('close', () => {
    isOver = true;
    waiting?.reject(new Failure(undone));
  });
  const ask = (question: string) =>
    new Promise<string>((resolve, reject) => {
      const early = lines.shift();
      if (early === undefined && isOver) return reject(new Failure(undone));
      conversation.setPrompt(question);
      if (!isOver) conversation.prompt();
      if (early !== undefined) return resolve(early);
      waiting = { resolve, reject };
    });
  return { ask, close: () => conversation.close() };
}
