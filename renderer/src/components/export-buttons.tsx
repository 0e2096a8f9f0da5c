// `Download` and `Delete` of an exported file.
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useSnackbar } from 'notistack';
import { useContractMutation } from '../lib/contract-hooks.ts';
import { saveExport } from '../lib/save-file.ts';
import { toEnvelope } from '../lib/transport.ts';

interface Props {
  readonly exportId: string;
  /** Tells the buttons of several exports apart. */
  readonly title: string;
}

export const ExportButtons = ({ exportId, title }: Props) => {
  const { enqueueSnackbar } = useSnackbar();
  const onError = (error: unknown): void => {
    enqueueSnackbar(toEnvelope(error).message, { variant: 'error' });
  };
  const download = useMutation({ mutationFn: saveExport, onError });
  const remove = useContractMutation('exports.delete');
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        loading={download.isPending}
        aria-label={`Download ${title}`}
        onClick={() => {
          download.mutate(exportId);
        }}
      >
        Download
      </Button>
      <Button
        size="small"
        loading={remove.isPending}
        aria-label={`Delete ${title}`}
        onClick={() => {
          remove.mutate({ id: exportId }, { onError });
        }}
      >
        Delete
      </Button>
    </>
  );
};
