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
	Step,
} from "./finding.ts";
export type { Rule } from "./rule.ts";
