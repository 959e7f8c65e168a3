import { type MessagePort, parentPort } from 'node:worker_threads';
import type { LintRequest } from './lint-file.ts';

export type Question = { request: LintRequest; port: MessagePort; signal: Int32Array };
export type Reply = { messages: import('./lint-file.ts').LintMessage[] } | { error: unknown };

/** Whoever asks is asleep: an answer must come, whatever happens. */
async function answer({ request, port, signal }: Question): Promise<void> {
  let reply: Reply;
  try {
    const { lintFile } = await import('./lint-file.ts');
    reply = { messages: await lintFile(request) };
  } catch (error) {
    reply = { error };
  }
  port.postMessage(reply);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}

parentPort?.on('message', answer);
