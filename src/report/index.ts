import type { Finding, Report } from '../finding.ts';
import { joinByOrigin } from './shared-origin.ts';

export type Format =
  | 'pretty'
  | 'json'
  | 'sarif'
  | 'github'
  | 'gitlab'
  | 'junit'
  | 'checkstyle'
  | 'rdjson'
  | 'markdown'
  | 'html';

export type RenderOptions = {
  /** Whether to colour; only `pretty` has colours. */
  color?: boolean | undefined;
  /** Columns of the terminal, for code frames; default: 100. */
  width?: number | undefined;
  /** Say more about each finding: the change, the whole trace. */
  verbose?: boolean | undefined;
  /** Findings that this run has fixed. */
  fixed?: readonly Finding[] | undefined;
  /** The version of this program, for formats that name it. */
  version?: string | undefined;
  /** Whether `json` tells how long the run took; the output then differs from run to run. */
  times?: boolean | undefined;
  /** Who a file belongs to, for `html`. */
  owners?: ((path: string) => string | undefined) | undefined;
};

/** An output is a pure function; each is loaded when it is asked for. */
type Renderer = (report: Report, options: RenderOptions) => string;

const RENDERERS: Readonly<Record<Format, () => Promise<Renderer>>> = {
  pretty: async () => (await import('./pretty.ts')).renderPretty,
  json: async () => (await import('./json.ts')).renderJson,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  github: async () => (await import('./github.ts')).renderGithub,
  gitlab: async () => (await import('./gitlab.ts')).renderGitlab,
  junit: async () => (await import('./junit.ts')).renderJunit,
  checkstyle: async () => (await import('./checkstyle.ts')).renderCheckstyle,
  rdjson: async () => (await import('./rdjson.ts')).renderRdjson,
  markdown: async () => (await import('./markdown.ts')).renderMarkdown,
  html: async () => (await import('./html.ts')).renderHtml,
};

/** The names of all formats, the default first. */
export const FORMATS = Object.keys(RENDERERS) as Format[];

/** A report with its findings as they are told and counted. */
export const asTold = (report: Report): Report => ({ ...report, findings: joinByOrigin(report.findings) });

/** Makes one output of a report: the same text for the same report, whatever the time and the machine. */
export async function render(format: Format, report: Report, options: RenderOptions = {}): Promise<string> {
  const renderer = await RENDERERS[format]();
  return renderer(asTold(report), options);
}
