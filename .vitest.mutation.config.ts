import { defineConfig } from 'vitest/config';

const UNITS = 'apply,clients,compat,depth,groups,match,reach,rules,schemas,template,template-code,verify';

/** The tests that judge mutants: those that run the source in their own process. `TESTS` names others. */
export default defineConfig({
  test: {
    include: process.env.TESTS?.split(',') ?? [`test/{${UNITS}}.test.ts`],
    testTimeout: 30_000,
  },
});
