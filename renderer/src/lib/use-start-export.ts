// Starts an export and says where its file will wait.
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useSnackbar } from 'notistack';
import { useTexts } from './texts.ts';

/** Mutate it with the call that starts the export. */
export const useStartExport = (): UseMutationResult<unknown, Error, () => Promise<unknown>> => {
  const { t } = useTexts('common');
  const { enqueueSnackbar } = useSnackbar();
  return useMutation<unknown, Error, () => Promise<unknown>>({
    mutationFn: (start) => start(),
    onSuccess: () => {
      enqueueSnackbar(t('export.started'), { variant: 'info' });
    },
  });
};
