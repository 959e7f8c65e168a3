// The shell is bundled, so that a run that finds nothing loads few files; ts-morph stays outside and is only
// loaded by the chunk that needs it.
const PLAIN_WIDTH = `
import { stripVTControlCharacters } from 'node:util';
export default text => [...stripVTControlCharacters(text)].length;
`;

// What Node imports from a CommonJS package it first reads for names, and 9 MB of TypeScript take it longer than
// running them. A package that is required is not read for them.
const REQUIRED = `
import { createRequire } from 'node:module';
export const { Project, ts } = createRequire(import.meta.url)('ts-morph');
`;

export default {
  entry: [
    'src/cli.ts',
    'src/index.ts',
    'src/eslint-plugin.ts',
    'src/prefilter-worker.ts',
    'src/deep-analysis-worker.ts',
    'src/eslint-worker.ts',
  ],
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  dts: !process.argv.includes('--no-dts'),
  deps: { alwaysBundle: [/./] },
  // jsonc-parser's other build asks for its parts in a way that cannot be bundled.
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  logLevel: 'warn',
  plugins: [
    {
      name: 'required-ts-morph',
      resolveId: (id, importer) => (id === 'ts-morph' && !/\.d\.[cm]?ts$/.test(importer) ? '\0ts-morph' : undefined),
      load: id => (id === '\0ts-morph' ? REQUIRED : undefined),
    },
    {
      // The help of yargs measures text with a pattern for emoji, and reading that pattern alone takes as long
      // as starting Node. Our help has none.
      name: 'plain-width',
      load: id => (/[\\/]string-width[\\/]index\.js$/.test(id) ? PLAIN_WIDTH : undefined),
    },
  ],
};
