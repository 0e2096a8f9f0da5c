// Starts an export and says where its file will wait.
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useSnackbar } from 'notistack';

/** Mutate it with the call that starts the export. */
export const useStartExport = (): UseMutationResult<unknown, Error, () => Promise<unknown>> => {
  const { enqueueSnackbar } = useSnackbar();
  return useMutation<unknown, Error, () => Promise<unknown>>({
    mutationFn: (start) => start(),
    onSuccess: () => {
      enqueueSnackbar('The export runs. Its file waits under the tasks, at the bottom left.', { variant: 'info' });
    },
  });
};
