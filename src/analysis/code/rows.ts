/** The row of a table by a name that stands in the code: `constructor` and its like are no rows. */
export const rowOf = <Row>(
  table: Readonly<Record<string, Row>>,
  name: string | undefined,
): Row | undefined => (name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined);
