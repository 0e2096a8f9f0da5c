// The anchor of the audit trail, to be kept where nobody who can write in the data folder can reach it.
import Typography from '@mui/material/Typography';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { ViewDialog } from '../../../components/view-dialog.tsx';
import { useTexts } from '../../../lib/texts.ts';

interface Props {
  readonly anchor: MethodOutput<'audit.anchor'>['anchor'];
  readonly onClose: () => void;
}

export const AnchorDialog = ({ anchor, onClose }: Props) => {
  const { t } = useTexts('audit');
  return (
    <ViewDialog title={t('anchor.title')} onClose={onClose}>
      <Typography variant="body2">{t('anchor.about')}</Typography>
      {anchor === undefined ? (
        <Typography variant="body2">{t('anchor.none')}</Typography>
      ) : (
        <CopyBlock
          label={t('anchor.label', { entries: anchor.entries })}
          text={JSON.stringify({ anchor }, null, 2)}
          fileName="audit-anchor.json"
        />
      )}
    </ViewDialog>
  );
};
