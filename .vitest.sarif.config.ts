import { defineConfig } from 'vitest/config';

/** Tests that need Microsoft's validator; `npm run test:sarif`. */
export default defineConfig({
  test: {
    include: ['test/sarif/*.sarif.ts'],
    globalSetup: ['test/build.setup.ts', 'test/sarif/setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
