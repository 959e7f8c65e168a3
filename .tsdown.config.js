// The shell is bundled, so that a run that finds nothing loads few files; ts-morph stays outside and is only
// loaded by the chunk that needs it.
const PLAIN_WIDTH = `
import { stripVTControlCharacters } from 'node:util';
export default text => [...stripVTControlCharacters(text)].length;
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
  deps: { neverBundle: ['ts-morph'], alwaysBundle: [/^(?!ts-morph)/] },
  // jsonc-parser's other build asks for its parts in a way that cannot be bundled.
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
  logLevel: 'warn',
  plugins: [
    {
      // The help of yargs measures text with a pattern for emoji, and reading that pattern alone takes as long
      // as starting Node. Our help has none.
      name: 'plain-width',
      load: id => (/[\\/]string-width[\\/]index\.js$/.test(id) ? PLAIN_WIDTH : undefined),
    },
  ],
};
