/** How the reports, records and rules of the tool begin: what they say of a path is no use of it. */
const OWN: readonly RegExp[] = [
  /"(?:tool|driver|source)"\s*:\s*\{\s*"name"\s*:\s*"glanceshift"/,
  /^\s*\{"file":"[^"\n]*","rule":"/,
  /"\$schema"\s*:\s*"[^"\n]*sarif[^"\n]*"/i,
  /"check_name"\s*:[\s\S]*"fingerprint"\s*:/,
  /^(?=[\s\S]*"deprecated"\s*:\s*\{)(?=[\s\S]*"replacement"\s*:\s*\{\s*"path")(?=[\s\S]*"mounts"\s*:)/,
];

const HEAD = 4000;

/** Whether a text was written by this tool or one like it about code, or is a rule. */
export const isOwnOutput = (text: string): boolean => OWN.some(pattern => pattern.test(text.slice(0, HEAD)));
