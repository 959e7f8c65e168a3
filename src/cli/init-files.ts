/** How a project installs packages and starts them. */
export type Runner = {
  add: string;
  setup: string | undefined;
  install: string;
  run: string;
  isInstalled: boolean;
};

/** A configuration with what most projects decide first. */
export function configText(): string {
  const config = {
    $schema: './node_modules/glanceshift/rules/config.schema.json',
    ignore: [],
    accept: [],
    failOn: 'error',
  };
  return `${JSON.stringify(config, null, 2).replace(/\[\s+\]/g, '[]')}\n`;
}

/** A hook of husky. */
export const huskyText = ({ run }: Runner): string => `${run} --staged\n`;

/** A configuration of pre-commit. The program looks at the index itself, so it takes no names. */
export const hookText = ({ run }: Runner): string => `repos:
  - repo: local
    hooks:
      - id: glanceshift
        name: glanceshift
        entry: ${run} --staged
        language: system
        pass_filenames: false
        require_serial: true
`;

/** A workflow of GitHub. */
export const githubText = ({ setup, install, run }: Runner): string => `name: glanceshift
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  glanceshift:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${[setup, install, `${run} --format github`].flatMap(line => (line === undefined ? [] : [`      - run: ${line}\n`])).join('')}`;

/** A job of GitLab, with its code quality report. */
export const gitlabText = ({ setup, install, run }: Runner): string => `glanceshift:
  image: node:22
  script:
${[setup, install, `${run} --format pretty --format gitlab --output gl-code-quality-report.json`].flatMap(line => (line === undefined ? [] : [`    - ${line}\n`])).join('')}  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;
