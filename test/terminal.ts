import { spawn } from 'node:child_process';
import { inject } from 'vitest';

/** What to wait for on the screen, and what to type then. */
export type Step = readonly [seen: string | RegExp, typed: string];

export type OnScreen = { status: number | null; screen: string };

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * Runs the built program on a terminal of its own, which util-linux's `script` makes, as a person does who waits for
 * what the screen says. `more` is what a shell makes of the command, such as `> file`.
 */
export function onTerminal(
  cwd: string,
  args: readonly string[],
  {
    steps = [],
    more = '',
    env = {},
  }: { steps?: readonly Step[]; more?: string; env?: Record<string, string> } = {},
): Promise<OnScreen> {
  const command = `${[process.execPath, inject('cli'), ...args].map(quoted).join(' ')} ${more}`;
  const plain = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(CI|GIT_|NO_COLOR|FORCE_COLOR|NODE_|VITEST)/.test(name),
    ),
  );
  const child = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
    cwd,
    env: { ...plain, TERM: 'xterm', GIT_CONFIG_GLOBAL: '/dev/null', SHELL: '/bin/sh', ...env },
  });
  let screen = '';
  let from = 0;
  const left = [...steps];
  const look = (chunk: string) => {
    screen += chunk;
    for (;;) {
      const [step] = left;
      const rest = screen.slice(from);
      const at =
        step === undefined ? -1 : rest.search(typeof step[0] === 'string' ? literal(step[0]) : step[0]);
      if (step === undefined || at < 0) return;
      from = screen.length;
      left.shift();
      child.stdin.write(step[1]);
    }
  };
  child.stdout.setEncoding('utf8').on('data', look);
  look('');
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', status => {
      if (left.length > 0) reject(new Error(`never seen: ${left[0]?.[0]} on ${JSON.stringify(screen)}`));
      else resolve({ status, screen: screen.replaceAll('\r\n', '\n') });
    });
  });
}

const literal = (text: string): RegExp => new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
