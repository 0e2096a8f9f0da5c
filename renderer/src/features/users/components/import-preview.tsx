// The people of an import, each cell to be mended, what is wrong in words and marked.
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import ErrorOutline from '@mui/icons-material/ErrorOutlineOutlined';
import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import Switch from '@mui/material/Switch';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { DataGrid, type GridColDef } from '@mui/x-data-grid';
import { useMemo, useState } from 'react';
import {
  type ImportField,
  importFields,
  type ImportProblem,
  type ImportRow,
} from '@shared/ipc/people/people-import.ts';
import { lookUp } from '@shared/look-up.ts';
import { customAttributePrefix } from '@shared/rules/user-rules.ts';
import { cspNonce } from '../../../lib/csp-nonce.ts';
import { useTexts } from '../../../lib/texts.ts';
import { byLine, problemText } from '../import-rows.ts';

interface Props {
  readonly rows: readonly ImportRow[];
  readonly problems: readonly ImportProblem[];
  readonly checking: boolean;
  readonly onChange: (row: ImportRow) => void;
  readonly onRemove: (line: number) => void;
}

const nonce = cspNonce();
const widths: Readonly<Partial<Record<ImportField, number>>> = { email: 210, username: 190, managedAppleId: 210 };

export const ImportPreview = ({ rows, problems, checking, onChange, onRemove }: Props) => {
  const { t } = useTexts('users');
  const [onlyWrong, setOnlyWrong] = useState(false);
  const wrong = useMemo(() => byLine(problems), [problems]);
  const shown = useMemo(
    () => (onlyWrong ? rows.filter((row) => wrong.has(row.line)) : [...rows]),
    [rows, wrong, onlyWrong],
  );
  const attributes = useMemo(() => [...new Set(rows.flatMap((row) => Object.keys(row.attributes)))], [rows]);
  const columns = useMemo(
    (): GridColDef<ImportRow>[] => [
      { field: 'line', headerName: t('import.line'), width: 65, align: 'right', headerAlign: 'right' },
      {
        field: 'problem',
        headerName: t('import.problem'),
        width: 320,
        renderCell: ({ row }) => {
          const mine = wrong.get(row.line);
          if (mine === undefined) return '';
          return (
            <Tooltip title={problemText(mine, t)}>
              <Box
                component="span"
                sx={{ display: 'flex', gap: 0.5, alignItems: 'center', color: 'error.main', minWidth: 0 }}
              >
                <ErrorOutline sx={{ fontSize: 16 }} aria-hidden />
                <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
                  {problemText(mine, t)}
                </Box>
              </Box>
            </Tooltip>
          );
        },
      },
      ...importFields.map((field): GridColDef<ImportRow> => ({
        field,
        headerName: t(`importField.${field}`),
        editable: true,
        width: widths[field] ?? 130,
        cellClassName: ({ row }) =>
          wrong.get(row.line)?.some((problem) => problem.field === field) === true ? 'wrong-cell' : '',
        ...(field === 'password' ? { renderCell: ({ row }) => (row.password === '' ? '' : '••••••') } : {}),
      })),
      ...attributes.map((name): GridColDef<ImportRow> => ({
        field: customAttributePrefix + name,
        headerName: name,
        editable: true,
        width: 130,
        valueGetter: (_, row) => lookUp(row.attributes, name) ?? '',
        valueSetter: (value: string, row) => ({ ...row, attributes: { ...row.attributes, [name]: value } }),
      })),
      {
        field: 'actions',
        headerName: t('common:actions'),
        width: 80,
        renderCell: ({ row }) => (
          <IconButton
            aria-label={t('import.leaveOut', { line: row.line })}
            onClick={() => {
              onRemove(row.line);
            }}
          >
            <DeleteOutlined fontSize="small" />
          </IconButton>
        ),
      },
    ],
    [wrong, attributes, onRemove, t],
  );
  return (
    <Paper variant="outlined" sx={{ flex: 1, minHeight: 320, display: 'flex', flexDirection: 'column' }}>
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, py: 1, borderBottom: 1, borderColor: 'divider' }}
      >
        <Typography variant="body2" role="status" sx={{ flex: 1 }}>
          {t('import.counted', { people: rows.length, wrong: wrong.size })}
        </Typography>
        <FormControlLabel
          label={t('import.onlyProblems')}
          control={
            <Switch
              size="small"
              checked={onlyWrong}
              onChange={(event) => {
                setOnlyWrong(event.target.checked);
              }}
            />
          }
        />
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        <DataGrid<ImportRow>
          label={t('import.table')}
          {...(nonce === undefined ? {} : { nonce })}
          rows={shown}
          columns={columns}
          getRowId={(row) => row.line}
          rowHeight={40}
          columnHeaderHeight={46}
          disableColumnMenu
          disableColumnFilter
          disableColumnSorting
          disableRowSelectionOnClick
          loading={checking}
          pageSizeOptions={[100]}
          initialState={{ pagination: { paginationModel: { pageSize: 100 } } }}
          processRowUpdate={(row) => {
            onChange(row);
            return row;
          }}
          sx={{ '& .wrong-cell': { bgcolor: 'Alert.errorStandardBg', color: 'Alert.errorColor' } }}
        />
      </Box>
    </Paper>
  );
};
