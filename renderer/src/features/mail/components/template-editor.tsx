// Edits one mail text: subject, plain text, HTML; preview, test mail, revert to default.
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useSnackbar } from 'notistack';
import { useState } from 'react';
import type { MailTemplate, TemplateText } from '@shared/ipc/office/mail.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { MailPreview } from '../../../parts/people/mail-preview.tsx';
import { PageForm } from '../../../components/page-form.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractForm } from '../../../lib/contract-form.ts';
import { useContractMutation } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { TestMailDialog } from './test-mail-dialog.tsx';

const valuesOf = ({ subject, text, html }: MailTemplate): TemplateText => ({ subject, text, html });

type OpenDialog = 'none' | 'preview' | 'test' | 'revert';

interface Props {
  readonly template: MailTemplate;
  /** Its language is that of people whose own is not known. */
  readonly isUsual: boolean;
  readonly mailReady: boolean;
  /** To whom a test mail goes unless changed. */
  readonly sender: string;
}

export const TemplateEditor = ({ template, isUsual, mailReady, sender }: Props) => {
  const { t } = useTexts('mail');
  const { id, language: code } = template;
  const name = t(`template.name.${id}`);
  const language = t(`common:language.${code}`);
  const { enqueueSnackbar } = useSnackbar();
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const revert = useContractMutation('mailTemplates.revert');
  const { form, frame } = useContractForm<TemplateText, 'mailTemplates.update'>('mailTemplates.update', {
    values: valuesOf(template),
    toInput: (values) => ({ id, language: code, ...values }),
    fields: ['subject', 'text', 'html'],
    onDone: () => {
      enqueueSnackbar(t('template.saved', { name, language }), { variant: 'success' });
    },
  });
  const close = (): void => {
    revert.reset();
    setDialog('none');
  };
  const open = (next: OpenDialog) => () => {
    setDialog(next);
  };
  const { control } = form;
  const variables = [
    ...template.variables.map((own) => ({ name: own, meaning: t(`template.variable.${own}`) })),
    ...template.attributes.map((attribute) => ({ name: attribute, meaning: t('template.attribute') })),
  ];
  return (
    <>
      <PageForm {...frame}>
        <SectionCard
          title={`${name} – ${language}`}
          actions={
            <>
              {!template.isDefault && <Button onClick={open('revert')}>{t('template.revert')}</Button>}
              <Button onClick={open('test')} disabled={!mailReady}>
                {t('test.open')}
              </Button>
              <Button variant="outlined" onClick={open('preview')}>
                {t('template.preview')}
              </Button>
            </>
          }
        >
          <Stack sx={{ gap: 2.25 }}>
            <Typography variant="body2" color="textSecondary">
              {t(`template.about.${id}`)} {t(isUsual ? 'template.goesTo.usual' : 'template.goesTo.own', { language })}
            </Typography>
            <FormTextField control={control} name="subject" label={t('template.subject')} required />
            <FormTextField
              control={control}
              name="text"
              label={t('template.plain')}
              required
              multiline
              minRows={8}
              maxRows={18}
              slotProps={{ htmlInput: { style: { fontFamily: 'monospace', fontSize: '0.8125rem' } } }}
            />
            <FormTextField
              control={control}
              name="html"
              label={t('template.html')}
              multiline
              minRows={6}
              maxRows={14}
              helperText={t('template.htmlHint')}
              slotProps={{ htmlInput: { style: { fontFamily: 'monospace', fontSize: '0.8125rem' } } }}
            />
          </Stack>
        </SectionCard>
        <SectionCard title={t('template.variables')}>
          <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
            {t('template.variablesHint')}
          </Typography>
          <Box
            component="dl"
            sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, rowGap: 0.5 }}
          >
            {variables.map((variable) => (
              <Box key={variable.name} sx={{ display: 'contents' }}>
                <Box
                  component="dt"
                  sx={{ fontFamily: 'monospace', fontSize: '0.8125rem' }}
                >{`\${${variable.name}}`}</Box>
                <Typography component="dd" variant="body2" sx={{ m: 0 }}>
                  {variable.meaning}
                </Typography>
              </Box>
            ))}
          </Box>
        </SectionCard>
      </PageForm>
      {dialog === 'preview' && <MailPreview id={id} language={code} template={form.getValues()} onClose={close} />}
      {dialog === 'test' && (
        <TestMailDialog
          title={t('template.test', { name, language })}
          template={{ id, language: code, ...form.getValues() }}
          initial={sender}
          onClose={close}
        />
      )}
      {dialog === 'revert' && (
        <ConfirmDialog
          title={t('template.revertQuestion', { name, language })}
          consequence={t('template.revertConsequence')}
          confirmLabel={t('template.revert')}
          busy={revert.isPending}
          error={revert.error}
          onConfirm={() => {
            revert.mutate(
              { id, language: code },
              {
                onSuccess: () => {
                  // What was typed and not saved goes as well.
                  frame.onReset();
                  close();
                },
              },
            );
          }}
          onClose={close}
        >
          {frame.dirty && <Alert severity="info">{t('template.unsavedLost')}</Alert>}
        </ConfirmDialog>
      )}
    </>
  );
};
