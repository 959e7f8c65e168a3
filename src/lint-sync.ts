import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Question, Reply } from './eslint-worker.ts';
import { Failure } from './failure.ts';
import type { LintMessage, LintRequest } from './lint-file.ts';

/** After so many milliseconds something is broken. */
const PATIENCE = 120_000;

let worker: Worker | undefined;

/**
 * Asks for the messages of a file and sleeps until they are there. A linter is synchronous, and looking at a project
 * is not: the work is done by a thread, which is started for the first file that may hold a call and then kept.
 */
export function lintSync(request: LintRequest): LintMessage[] {
  worker ??= startWorker();
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const question: Question = { request, port: port2, signal };
  worker.postMessage(question, [port2]);
  Atomics.wait(signal, 0, 0, PATIENCE);
  const reply: Reply | undefined = receiveMessageOnPort(port1)?.message;
  port1.close();
  if (reply === undefined) throw new Failure(`${request.file}: no answer after ${PATIENCE / 1000} seconds`);
  if ('error' in reply) throw reply.error;
  return reply.messages;
}

function startWorker(): Worker {
  const started = new Worker(new URL('./eslint-worker.js', import.meta.url));
  started.unref();
  return started;
}
