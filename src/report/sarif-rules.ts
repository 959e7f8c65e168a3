import type { ReportingDescriptor } from 'sarif';
import type { Report } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { inGeneral } from './wording.ts';

/** GitHub cuts longer descriptions. */
const LONGEST_TEXT = 1024;

/** The rules of a report, and one for each id of a finding that is no rule's. */
export function describeRules({ rules, findings, suppressed = [] }: Report): ReportingDescriptor[] {
  const known = new Set(rules.map(({ id }) => id));
  const others = new Set(
    [...findings, ...suppressed].map(({ rule }) => rule).filter(rule => !known.has(rule)),
  );
  return [...rules.map(describeRule), ...[...others].map(describeOther)];
}

function describeRule(rule: Rule): ReportingDescriptor {
  const { id, title, docs, deprecated, replacement, notes } = rule;
  const old = `${deprecated.method} ${deprecated.path}`;
  const next = `${deprecated.method} ${replacement.path}`;
  const rows = Object.entries(notes).map(
    ([code, { what, todo }]) => [code, { what: inGeneral(what), todo: inGeneral(todo) }] as const,
  );
  const help = [
    `${old} is deprecated and replaced by ${next}.`,
    'glanceshift --fix rewrites the URL, the query, the declared types and every reader of the answer together, or reports what holds the rewrite back.',
  ];
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: cut(title) },
    fullDescription: {
      text: cut(`Calls of ${old} are moved to ${next}, with their query and the readers of their answer.`),
    },
    help: {
      text: [
        ...help,
        'Differences that stay:',
        ...rows.map(([code, { what, todo }]) => `- ${code}: ${what}. What to do: ${todo}.`),
        `Documentation: ${docs}`,
      ].join('\n'),
      markdown: [
        ...help,
        '',
        '| Difference that stays | What to do |',
        '|---|---|',
        ...rows.map(([code, { what, todo }]) => `| \`${code}\`: ${cell(what)} | ${cell(todo)} |`),
        '',
        `[Documentation of the API](${docs})`,
      ].join('\n'),
    },
    helpUri: docs,
    defaultConfiguration: { level: 'error' },
    properties: {
      precision: 'high',
      'problem.severity': 'error',
      tags: ['api', 'deprecated', 'maintainability', 'migration'],
    },
  };
}

/** Findings about suppressions have no rule file. */
function describeOther(id: string): ReportingDescriptor {
  const words = id.replaceAll('-', ' ');
  const text = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return {
    id,
    name: nameOf(id),
    shortDescription: { text },
    fullDescription: { text: `${text}: a comment or a record for glanceshift does not do what it says.` },
    help: { text: 'Remove the comment, or write it as the message says.' },
    defaultConfiguration: { level: 'warning' },
    properties: { precision: 'very-high', 'problem.severity': 'warning', tags: ['maintainability'] },
  };
}

/** `images-detail` becomes `ImagesDetail`, as the format wants names. */
const nameOf = (id: string): string =>
  id
    .split('-')
    .map(part => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

const cut = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
