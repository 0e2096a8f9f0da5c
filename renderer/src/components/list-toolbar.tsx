// What stands above a list. Where room is short, all but the search and the buttons of the page folds into one button.
import FileDownloadOutlined from '@mui/icons-material/FileDownloadOutlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import ViewColumnOutlined from '@mui/icons-material/ViewColumnOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Popover from '@mui/material/Popover';
import { type ReactNode, useState } from 'react';
import type { ColumnChoice } from '@shared/ipc/office/preferences.ts';
import type { ListStateHandle } from '../lib/list-state.ts';
import { useTexts } from '../lib/texts.ts';
import { useShortRoom } from '../lib/room.ts';
import { type Facet, FilterBar, FilterChips } from './filter-bar.tsx';
import { SearchField } from './search-field.tsx';
import { ViewMenu } from './view-menu.tsx';

interface Props {
  readonly listId: string;
  readonly list: ListStateHandle;
  readonly searchLabel: string;
  readonly facets: readonly Facet[] | undefined;
  readonly extraFilters: ReactNode;
  /** Buttons of the page. */
  readonly toolbar: ReactNode;
  readonly columns: readonly ColumnChoice[];
  readonly onColumns: (columns: readonly ColumnChoice[]) => void;
  readonly onChooseColumns: () => void;
  readonly onExport: ((columns: readonly string[]) => void) | undefined;
  readonly exporting: boolean;
}

const row = { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 } as const;

export const ListToolbar = (props: Props) => {
  const { t } = useTexts('common');
  const short = useShortRoom();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { listId, list, facets, extraFilters, columns, onExport } = props;
  const { state, change } = list;
  const isFiltered = Object.values(state.filters).some((values) => values.length > 0);
  const close = (): void => {
    setAnchor(null);
  };

  const arrangement = (
    <>
      <ViewMenu listId={listId} columns={columns} onColumns={props.onColumns} />
      <Button
        color="inherit"
        startIcon={<ViewColumnOutlined />}
        onClick={() => {
          close();
          props.onChooseColumns();
        }}
      >
        {t('columns.title')}
      </Button>
      {onExport !== undefined && (
        <Button
          color="inherit"
          startIcon={<FileDownloadOutlined />}
          onClick={() => {
            close();
            onExport(columns.filter((column) => column.visible).map((column) => column.id));
          }}
          loading={props.exporting}
          loadingPosition="start"
        >
          {t('export.title')}
        </Button>
      )}
    </>
  );
  const filters = (facets !== undefined || extraFilters !== undefined) && (
    <Box sx={{ ...row, flexBasis: '100%' }}>
      {facets !== undefined && <FilterBar listId={listId} facets={facets} list={list} />}
      {extraFilters}
    </Box>
  );

  return (
    <Box sx={{ ...row, p: short ? 1 : 1.5, borderBottom: 1, borderColor: 'divider' }}>
      <SearchField
        label={props.searchLabel}
        value={state.search}
        onChange={(search) => {
          change({ search });
        }}
      />
      {short && (
        <Button
          color={isFiltered ? 'primary' : 'inherit'}
          startIcon={<TuneOutlined />}
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          sx={{ fontWeight: isFiltered ? 600 : 400 }}
          onClick={(event) => {
            setAnchor(event.currentTarget);
          }}
        >
          {t('list.fold')}
        </Button>
      )}
      <Box sx={{ flex: 1 }} />
      {props.toolbar}
      {short ? facets !== undefined && <FilterChips facets={facets} list={list} /> : arrangement}
      {!short && filters}
      <Popover
        open={short && anchor !== null}
        anchorEl={anchor}
        onClose={close}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': t('list.fold'),
            sx: { p: 1.5, maxWidth: 'min(560px, calc(100% - 32px))' },
          },
        }}
      >
        <Box sx={row}>
          {filters}
          {arrangement}
        </Box>
      </Popover>
    </Box>
  );
};
