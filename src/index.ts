export type { ClientConfig } from './analysis/index.ts';
export { Failure } from './failure.ts';
export type {
  Blocker,
  Edit,
  Finding,
  Fix,
  Note,
  Problem,
  Report,
  Severity,
  Span,
  Stats,
  Step,
  SuppressedFinding,
} from './finding.ts';
export { type FileChange, type FixOptions, type FixResult, fix } from './fix.ts';
export type { OnProgress, Progress } from './progress.ts';
export { type Format, type RenderOptions, render } from './report/index.ts';
export type { Rule } from './rule.ts';
export { loadRules } from './rule-files.ts';
export { type RuleSetting, type Scan, type ScanOptions, scan } from './scan.ts';
