// How the lists are arranged: read once before anything is drawn, kept by the core, since the window keeps nothing on disk.
import { useSnackbar } from 'notistack';
import type { ListArrangement } from '@shared/ipc/office/preferences.ts';
import { lookUp } from '@shared/look-up.ts';
import { useContractMutation } from './contract-hooks.ts';
import { toProblem } from './transport.ts';

const asItComes: ListArrangement = { columns: [], hiddenFilters: [], views: [] };

let arrangements: Readonly<Record<string, ListArrangement>> = {};

/** What the core remembered from earlier. */
export const setArrangements = (remembered: Readonly<Record<string, ListArrangement>>): void => {
  arrangements = remembered;
};

/** How a list is arranged now. */
export const arrangementOf = (listId: string): ListArrangement => lookUp(arrangements, listId) ?? asItComes;

/** Changes part of it: in this window at once, even if it could not be kept, which is said then. */
export const useArrange = (listId: string): ((change: Partial<ListArrangement>) => void) => {
  const { enqueueSnackbar } = useSnackbar();
  const { mutate } = useContractMutation('preferences.arrangeList');
  return (change) => {
    const next = { ...arrangementOf(listId), ...change };
    arrangements = { ...arrangements, [listId]: next };
    mutate(
      { listId, ...next },
      {
        onError: (error) => {
          enqueueSnackbar(toProblem(error).message, { variant: 'error' });
        },
      },
    );
  };
};
