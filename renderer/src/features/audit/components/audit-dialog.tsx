// One entry of the audit trail: what it was before and after.
import Typography from '@mui/material/Typography';
import type { AuditChange, AuditRow } from '@shared/ipc/office/audit.ts';
import { isAuditAttribute, isAuditValue } from '@shared/model/audit.ts';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { SimpleTable, type SimpleColumn } from '../../../components/simple-table.tsx';
import { ViewDialog } from '../../../components/view-dialog.tsx';
import { exactTime, isMoment, notAvailable } from '../../../lib/format.ts';
import { type Texts, useTexts } from '../../../lib/texts.ts';

const columns = (t: Texts<'audit'>): readonly SimpleColumn<AuditChange>[] => [
  {
    label: t('change.attribute'),
    render: ({ attribute }) => (isAuditAttribute(attribute) ? t(`model:auditAttribute.${attribute}`) : attribute),
  },
  { label: t('change.before'), render: ({ attribute, before }) => valueText(attribute, before, t) },
  { label: t('change.after'), render: ({ attribute, after }) => valueText(attribute, after, t) },
];

const valueText = (attribute: string, value: string | undefined, t: Texts<'audit'>): string => {
  if (value === undefined) return notAvailable();
  if (isAuditValue(attribute, value)) return t(`model:auditValue.${value}`);
  return isMoment(value) ? exactTime(Date.parse(value)) : value;
};

export const AuditDialog = ({ entry, onClose }: { readonly entry: AuditRow; readonly onClose: () => void }) => {
  const { t } = useTexts('audit');
  return (
    <ViewDialog
      title={
        <>
          {t(`model:auditActivity.${entry.activity}`)}: {entry.name}
        </>
      }
      maxWidth="md"
      onClose={onClose}
    >
      <DefinitionList
        columns={1}
        items={[
          { label: t('column.at'), value: exactTime(entry.at) },
          { label: t('column.type'), value: t(`model:auditType.${entry.type}`) },
          { label: t('column.category'), value: t(`model:auditCategory.${entry.category}`) },
          { label: t('filter.by'), value: actorLabel(entry.by, t) },
          { label: t('column.id'), value: String(entry.id) },
        ]}
      />
      <Typography variant="h3" sx={{ mt: 2, mb: 1 }}>
        {t('changes')}
      </Typography>
      {entry.changes.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t('noChange')}
        </Typography>
      ) : (
        <SimpleTable
          label={t('changes')}
          columns={columns(t)}
          rows={entry.changes}
          rowId={(change) => change.attribute}
        />
      )}
    </ViewDialog>
  );
};

/** Who did it, in words. */
export const actorLabel = (actor: string, t: Texts<'audit'>): string =>
  actor === 'console' || actor === 'command-line' ? t(`actor.${actor}`) : actor;
