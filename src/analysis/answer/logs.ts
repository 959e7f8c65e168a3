import { words } from '../code/word-lists.ts';

const LOGGERS = words('log logger');
/** What loggers are asked for; a list or a `Set` may be called `log` too. */
const LEVELS = words('trace debug verbose silly info http notice warn warning error critical fatal log');
const LOG_FUNCTIONS = words('debug log');

/** Whether a callee, as it is written, shows what it is given and keeps nothing of it: `console.table`, `this.logger.info`. */
export function isLog(callee: string): boolean {
  const [name, owner] = callee.split('.').reverse();
  if (owner === undefined) return LOG_FUNCTIONS.has(name);
  return owner === 'console' || (LOGGERS.has(owner) && LEVELS.has(name));
}
