import type { ReactNode } from 'react';

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
}

type TableProps<Row> = { rows: Row[]; columns: Column<Row>[]; extra?: (row: Row) => ReactNode };

export function Table<Row extends { id: string }>({ rows, columns, extra = () => null }: TableProps<Row>) {
  return (
    <table>
      <tbody>
        {rows.map(row => (
          <tr key={row.id}>
            {columns.map(column => (
              <td key={column.title}>{column.cell(row)}</td>
            ))}
            <td>{extra(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const Each = <Item,>({ of, children }: { of: Item[]; children: (item: Item) => ReactNode }) => <>{of.map(children)}</>;
