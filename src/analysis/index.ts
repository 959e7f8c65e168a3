import type { Finding, Host, Problem } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** A row that a configuration adds to the table of clients: a team's own wrapper. */
export type ClientConfig = {
	/** Callee as written, e.g. `api.list` or `openstack`. */
	call: string;
	/** Package or file the callee is imported from; absent: any. */
	from?: string | undefined;
	method?: string | undefined;
	/** Index of the argument with the URL, or that index and a key, e.g. `0.path`. */
	url: string;
	/** Where the query object is, e.g. `1` or `0.query`. */
	query?: string | undefined;
	/** Members from the awaited answer to the body, e.g. `data`; empty: the answer is the body. */
	body?: string | undefined;
};

export type AnalysisInput = {
	host: Host;
	/** Paths of the script files that may hold a call. */
	seeds: readonly string[];
	rules: readonly Rule[];
	/** Codes of notes that the project has decided to live with. */
	accept?: readonly string[];
	/** Path segments that may stand before the version, beside those of the rules. */
	mounts?: readonly string[];
	clients?: readonly ClientConfig[];
	/** Path of the compat module; present: calls that cannot be followed go through it. */
	compat?: string | undefined;
};

export type Analysis = {
	findings: Finding[];
	problems: Problem[];
	/** New files that fixes rely on, e.g. the compat module. */
	created: { path: string; text: string }[];
};

/**
 * Finds, explains and plans the rewrite of every deprecated call that starts in one of the seeds.
 * Pure and synchronous: sees files only through the host. Findings are sorted by path and offset.
 */
export function analyse(_input: AnalysisInput): Analysis {
	return { findings: [], problems: [], created: [] };
}
