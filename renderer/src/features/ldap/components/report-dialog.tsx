// The last sync of a server: numbers, and who was left out and why.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { FormError } from '../../../components/form-error.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { SimpleTable } from '../../../components/simple-table.tsx';
import { TimeText } from '../../../components/time-text.tsx';
import { ViewDialog } from '../../../components/view-dialog.tsx';
import { useContractMutation, useContractQuery } from '../../../lib/contract-hooks.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useTexts, wordsOf } from '../../../lib/texts.ts';

interface Props {
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

export const ReportDialog = ({ id, name, onClose }: Props) => {
  const { t } = useTexts('ldap');
  const query = useContractQuery('ldap.get', { id });
  const csv = useContractMutation('ldap.reportCsv');
  const problems = [
    ...(query.data?.report?.skipped ?? []).map(({ who, reason }) => ({ who, problem: wordsOf(reason) })),
    ...(query.data?.report?.clashes ?? []).map(({ who, managedAppleId, heldBy }) => ({
      who,
      problem: t('report.clash', { managedAppleId, heldBy }),
    })),
  ];
  return (
    <ViewDialog
      title={t('report.title', { name })}
      maxWidth="md"
      actions={
        problems.length > 0 && (
          <Button
            loading={csv.isPending}
            onClick={() => {
              csv.mutate({ id }, { onSuccess: saveFile });
            }}
          >
            {t('report.export')}
          </Button>
        )
      }
      onClose={onClose}
    >
      <QueryView query={query}>
        {({ report, summary }) => (
          <Stack sx={{ gap: 2 }}>
            <FormError error={csv.error} />
            {report?.message !== undefined && (
              <Alert severity={summary.syncState === 'ok' ? 'info' : 'warning'}>{wordsOf(report.message)}</Alert>
            )}
            <DefinitionList
              items={[
                { label: t('report.started'), value: <TimeText at={summary.syncStartedAt} missing={t('never')} /> },
                {
                  label: t('report.lastSuccess'),
                  value: <TimeText at={summary.lastSuccessAt} missing={t('never')} />,
                },
                { label: t('report.new'), value: String(report?.created ?? 0) },
                { label: t('report.changed'), value: String(report?.updated ?? 0) },
                { label: t('report.unchanged'), value: String(report?.unchanged ?? 0) },
                { label: t('report.gone'), value: String(report?.missing ?? 0) },
                { label: t('report.disabled'), value: String(report?.disabled ?? 0) },
                { label: t('report.retired'), value: String(report?.retired ?? 0) },
              ]}
            />
            {problems.length > 0 && (
              <SimpleTable
                label={t('report.skipped')}
                columns={[
                  { label: t('report.user'), render: (row) => row.who },
                  { label: t('report.problem'), render: (row) => row.problem },
                ]}
                rows={problems.slice(0, 100)}
                rowId={(row) => `${row.who} ${row.problem}`}
              />
            )}
          </Stack>
        )}
      </QueryView>
    </ViewDialog>
  );
};
