import { defineConfig } from 'vitest/config';

/** Tests that install something of the registry first: `npm run test:sarif` and `npm run test:pre-commit`. */
export default defineConfig({
  test: {
    include: ['test/registry/*.slow.ts'],
    globalSetup: ['test/build.setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
