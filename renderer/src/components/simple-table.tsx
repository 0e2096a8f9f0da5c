// A short table that is read whole, without pages.
import Paper from '@mui/material/Paper';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { ReactNode } from 'react';

export interface SimpleColumn<R> {
  readonly label: string;
  readonly render: (row: R) => ReactNode;
  /** Short values that should stay on one line. */
  readonly nowrap?: boolean;
}

interface Props<R> {
  readonly label: string;
  readonly columns: readonly SimpleColumn<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
}

export const SimpleTable = <R,>({ label, columns, rows, rowId }: Props<R>) => (
  <TableContainer component={Paper} variant="outlined">
    <Table size="small" aria-label={label}>
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <TableCell key={column.label} sx={{ whiteSpace: 'nowrap' }}>
              {column.label}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={rowId(row)}>
            {columns.map((column) => (
              <TableCell
                key={column.label}
                sx={column.nowrap === true ? { whiteSpace: 'nowrap' } : { overflowWrap: 'anywhere' }}
              >
                {column.render(row)}
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </TableContainer>
);
