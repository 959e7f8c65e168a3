/** An answer that is not a list. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const bad = (message: string): Refusal => new Refusal(400, message);

/** The real service fails here, too; what it says is this and nothing else. */
export const broken = (): Refusal =>
  new Refusal(500, 'The server has either erred or is incapable of performing the requested operation.');

const PYTHON_INT = /^\s*[-+]?[0-9]+(?:_[0-9]+)*\s*$/;

/** Reads a whole number as python's `int` does; undefined where that would throw. */
export const parseInteger = (text: string): number | undefined =>
  PYTHON_INT.test(text) ? Number(text.trim().replaceAll('_', '')) : undefined;
