/** The date in UTC, or the one that builds which must be the same every day are given. */
export function today({ SOURCE_DATE_EPOCH }: Readonly<Record<string, string | undefined>>): string {
  const seconds = /^\d{1,10}$/.test(SOURCE_DATE_EPOCH ?? '') ? Number(SOURCE_DATE_EPOCH) : Date.now() / 1000;
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
