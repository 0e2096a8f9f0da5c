// `Download` and `Delete` of an exported file.
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useSnackbar } from 'notistack';
import { useContractMutation } from '../lib/contract-hooks.ts';
import { saveExport } from '../lib/save-file.ts';
import { useTexts } from '../lib/texts.ts';
import { toProblem } from '../lib/transport.ts';

interface Props {
  readonly exportId: string;
  /** Tells the buttons of several exports apart. */
  readonly title: string;
}

export const ExportButtons = ({ exportId, title }: Props) => {
  const { t } = useTexts('common');
  const { enqueueSnackbar } = useSnackbar();
  const onError = (error: unknown): void => {
    enqueueSnackbar(toProblem(error).message, { variant: 'error' });
  };
  const download = useMutation({ mutationFn: saveExport, onError });
  const remove = useContractMutation('exports.delete');
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        loading={download.isPending}
        aria-label={t('export.downloadNamed', { title })}
        onClick={() => {
          download.mutate(exportId);
        }}
      >
        {t('export.download')}
      </Button>
      <Button
        size="small"
        loading={remove.isPending}
        aria-label={t('deleteNamed', { title })}
        onClick={() => {
          remove.mutate({ id: exportId }, { onError });
        }}
      >
        {t('delete')}
      </Button>
    </>
  );
};
