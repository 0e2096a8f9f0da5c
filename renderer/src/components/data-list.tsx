// A list of the console: search, filters, columns, export, pages and its five states, over MUI's grid.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import {
  DataGrid,
  type GridColDef,
  type GridRowSelectionModel,
  type GridSortModel,
  type GridValidRowModel,
  useGridApiRef,
} from '@mui/x-data-grid';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTexts } from '../lib/texts.ts';
import { useColumns } from '../lib/use-columns.ts';
import { useListScroll } from '../lib/use-history.ts';
import { cspNonce } from '../lib/csp-nonce.ts';
import { type ListStateHandle, pageSizes } from '../lib/list-state.ts';
import { toProblem } from '../lib/transport.ts';
import { ColumnDialog } from './column-dialog.tsx';
import { EmptyState } from './empty-state.tsx';
import { ErrorPanel } from './error-panel.tsx';
import type { Facet } from './filter-bar.tsx';
import { ListToolbar } from './list-toolbar.tsx';
import { PageLoading } from './page-loading.tsx';
import { RichText } from './rich-text.tsx';
import { TimeText } from './time-text.tsx';

export interface DataListColumn<R> {
  /** The contract's sort key where the column can be sorted. */
  readonly id: string;
  readonly label: string;
  readonly render: (row: R) => ReactNode;
  readonly sortable?: boolean;
  /** Optional columns are offered in the column chooser. */
  readonly optional?: boolean;
  readonly width?: number;
  /** Share of the width that is left over. */
  readonly flex?: number;
  readonly align?: 'left' | 'right';
}

interface Props<R> {
  /** Under which columns are remembered. */
  readonly listId: string;
  /** Names the table. */
  readonly label: string;
  readonly columns: readonly DataListColumn<R>[];
  readonly list: ListStateHandle;
  readonly query: UseQueryResult<{ rows: R[]; total: number }>;
  readonly rowId: (row: R) => string;
  readonly onOpen?: (row: R) => void;
  readonly searchLabel?: string;
  readonly facets?: readonly Facet[];
  /** Further filters beside the facets. */
  readonly extraFilters?: ReactNode;
  /** Given the ids of the columns that are shown, in their order. */
  readonly onExport?: (columns: readonly string[]) => void;
  readonly exporting?: boolean;
  /** Buttons at the right of the toolbar. */
  readonly toolbar?: ReactNode;
  /** Shown when there is nothing and nothing was filtered out. */
  readonly empty: ReactNode;
  /** Pass both to have rows ticked. */
  readonly selected?: readonly string[];
  readonly onSelect?: (ids: readonly string[]) => void;
  /** How many rows count as selected, where more are than those that are ticked. */
  readonly selectedTotal?: number;
  /** What can be done with the ticked rows; shown below the grid while some are ticked. */
  readonly bulkActions?: ReactNode;
}

const nonce = cspNonce();

/** Text that is cut off can still be read in the tooltip. */
const Cell = ({ children }: { readonly children: ReactNode }) =>
  typeof children === 'string' ? (
    <Box component="span" title={children} sx={{ display: 'block', overflow: 'hidden', textOverflow: 'ellipsis' }}>
      {children}
    </Box>
  ) : (
    children
  );

export const DataList = <R extends GridValidRowModel>(props: Props<R>) => {
  const { t } = useTexts('common');
  const { listId, label, columns, list, query, rowId, onOpen, empty, selected, onSelect } = props;
  const { state, change, restoreDefaults, isNarrowed } = list;
  const { choice, setChoice, restore, setWidth } = useColumns(listId, columns);
  const [choosing, setChoosing] = useState(false);
  const grid = useGridApiRef();
  const { keep: keepScroll, ...scroll } = useListScroll(listId);
  const shown = query.data !== undefined && query.data.total > 0;
  useEffect(
    () =>
      shown
        ? grid.current?.subscribeEvent('scrollPositionChange', ({ top }) => {
            keepScroll(top);
          })
        : undefined,
    [grid, shown, keepScroll],
  );

  const gridColumns = useMemo(
    () =>
      choice
        .filter((column) => column.visible)
        .flatMap(({ id, width }): GridColDef<R>[] => {
          const column = columns.find((candidate) => candidate.id === id);
          if (column === undefined) return [];
          return [
            {
              field: id,
              headerName: column.label,
              sortable: column.sortable ?? false,
              align: column.align ?? 'left',
              headerAlign: column.align ?? 'left',
              ...(width === undefined ? { flex: column.flex ?? 0, width: column.width ?? 140 } : { width }),
              minWidth: width === undefined && column.flex !== undefined ? (column.width ?? 100) : 60,
              renderCell: ({ row }) => <Cell>{column.render(row)}</Cell>,
            },
          ];
        }),
    [choice, columns],
  );
  const selectionModel = useMemo(
    (): GridRowSelectionModel => ({ type: 'include', ids: new Set(selected ?? []) }),
    [selected],
  );
  const sortModel = useMemo(
    (): GridSortModel => (state.sortBy === undefined ? [] : [{ field: state.sortBy, sort: state.sortDirection }]),
    [state.sortBy, state.sortDirection],
  );

  const body = (): ReactNode => {
    if (query.data === undefined) {
      if (query.error !== null)
        return (
          <Box sx={{ p: 2 }}>
            <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
          </Box>
        );
      return <PageLoading />;
    }
    if (query.data.total === 0 && !query.isPlaceholderData)
      return isNarrowed ? (
        <EmptyState
          title={t('list.noMatch')}
          text={t('list.noMatchText')}
          action={
            <Button variant="outlined" onClick={restoreDefaults}>
              {t('list.clearFilters')}
            </Button>
          }
        />
      ) : (
        empty
      );
    return (
      <DataGrid<R>
        apiRef={grid}
        initialState={{ scroll: { top: scroll.initial, left: 0 } }}
        label={label}
        {...(nonce === undefined ? {} : { nonce })}
        rows={query.data.rows}
        columns={gridColumns}
        getRowId={rowId}
        rowCount={query.data.total}
        loading={query.isPlaceholderData}
        rowHeight={38}
        columnHeaderHeight={44}
        disableColumnMenu
        disableColumnFilter
        paginationMode="server"
        sortingMode="server"
        filterMode="server"
        paginationModel={{ page: state.page, pageSize: state.pageSize }}
        pageSizeOptions={[...pageSizes]}
        onPaginationModelChange={({ page, pageSize }) => {
          if (pageSize !== state.pageSize) change({ pageSize });
          else if (page !== state.page) change({ page });
        }}
        sortModel={sortModel}
        sortingOrder={['asc', 'desc']}
        onSortModelChange={([sort]) => {
          if (sort !== undefined) change({ sortBy: sort.field, sortDirection: sort.sort ?? 'asc' });
        }}
        checkboxSelection={onSelect !== undefined}
        disableRowSelectionOnClick
        disableRowSelectionExcludeModel
        hideFooterSelectedRowCount
        keepNonExistentRowsSelected
        rowSelectionModel={selectionModel}
        onRowSelectionModelChange={({ ids }) => onSelect?.([...ids].map(String))}
        onRowClick={({ row }) => onOpen?.(row as R)}
        onCellKeyDown={({ row, field }, event) => {
          if (event.key === 'Enter' && field !== '__check__') onOpen?.(row as R);
        }}
        onColumnWidthChange={({ colDef, width }) => {
          setWidth(colDef.field, width);
        }}
      />
    );
  };

  return (
    <Paper
      variant="outlined"
      sx={{ flex: 1, minHeight: 320, display: 'flex', flexDirection: 'column', overflow: 'hidden' }}
    >
      <ListToolbar
        listId={listId}
        list={list}
        searchLabel={props.searchLabel ?? t('list.search')}
        facets={props.facets}
        extraFilters={props.extraFilters}
        toolbar={props.toolbar}
        columns={choice}
        onColumns={setChoice}
        onChooseColumns={() => {
          setChoosing(true);
        }}
        onExport={props.onExport}
        exporting={props.exporting ?? false}
      />
      {query.error !== null && query.data !== undefined && (
        <Alert
          severity="warning"
          sx={{ borderRadius: 0 }}
          action={
            <Button color="inherit" onClick={() => void query.refetch()}>
              {t('tryAgain')}
            </Button>
          }
        >
          {toProblem(query.error).message}{' '}
          <RichText area="common" text="list.readAt" parts={{ time: <TimeText at={query.dataUpdatedAt} /> }} />
        </Alert>
      )}
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }}>{body()}</Box>
      {/* Below the rows, so that none moves away under the pointer. */}
      {selected !== undefined && selected.length > 0 && (
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            columnGap: 1.5,
            px: 2,
            py: 0.75,
            bgcolor: 'action.selected',
            fontSize: 'body2.fontSize',
          }}
          role="status"
        >
          {t('list.selected', { selected: props.selectedTotal ?? selected.length })}
          {props.bulkActions}
          <Button onClick={() => onSelect?.([])}>{t('list.clearSelection')}</Button>
        </Box>
      )}
      {choosing && (
        <ColumnDialog
          columns={choice}
          labels={Object.fromEntries(columns.map((column) => [column.id, column.label]))}
          onChange={setChoice}
          onRestore={restore}
          onClose={() => {
            setChoosing(false);
          }}
        />
      )}
    </Paper>
  );
};
