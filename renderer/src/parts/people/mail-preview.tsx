// A mail as a person would get it, as text and as HTML.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { createElement, type ReactNode, useId, useMemo, useState } from 'react';
import type { TemplateText } from '@shared/ipc/office/mail.ts';
import type { Language } from '@shared/locales/text-keys.ts';
import type { TemplateId } from '@shared/model/mail.ts';
import { useContractQuery } from '../../lib/contract-hooks.ts';
import { useTexts } from '../../lib/texts.ts';
import { LanguageToggle } from '../../components/language-toggle.tsx';
import { QueryView } from '../../components/query-view.tsx';

interface Props {
  readonly id: TemplateId;
  /** The text in force without it. */
  readonly template?: TemplateText;
  /** That of the person without it; who looks can then choose another. */
  readonly language?: Language;
  /** An example person without it. */
  readonly userId?: string;
  readonly onClose: () => void;
}

/** Mount it to open it. */
export const MailPreview = ({ id, template, language, userId, onClose }: Props) => {
  const { t } = useTexts('common');
  const titleId = useId();
  const [chosen, setChosen] = useState(language);
  const query = useContractQuery('mailTemplates.preview', {
    id,
    ...template,
    ...(chosen === undefined ? {} : { language: chosen }),
    ...(userId === undefined ? {} : { userId }),
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="md" fullWidth>
      <DialogTitle id={titleId}>{t(id === 'invitation' ? 'preview.title' : 'preview.otherTitle')}</DialogTitle>
      <DialogContent dividers>
        <QueryView query={query}>
          {(mail) => (
            <>
              {language === undefined && (
                <Box sx={{ mb: 2 }}>
                  <LanguageToggle label={t('preview.language')} value={mail.language} onChange={setChosen} />
                </Box>
              )}
              <PreviewBody {...mail} />
            </>
          )}
        </QueryView>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('close')}</Button>
      </DialogActions>
    </Dialog>
  );
};

const PreviewBody = ({ subject, text, html }: TemplateText) => {
  const { t } = useTexts('common');
  const [shown, setShown] = useState<'html' | 'text'>(html === '' ? 'text' : 'html');
  return (
    <>
      <Alert severity="info" sx={{ mb: 2 }}>
        {t('preview.example')}
      </Alert>
      <Typography variant="h3" component="p">
        {subject}
      </Typography>
      {html !== '' && (
        <Tabs
          value={shown}
          onChange={(_, value: 'html' | 'text') => {
            setShown(value);
          }}
          aria-label={t('preview.form')}
        >
          <Tab value="html" label={t('preview.html')} />
          <Tab value="text" label={t('preview.plain')} />
        </Tabs>
      )}
      {/* Mails are read on white. */}
      <Box sx={{ mt: 1, p: 2, bgcolor: '#fff', color: '#000', borderRadius: 1, overflowWrap: 'anywhere' }}>
        {shown === 'html' ? (
          <MailHtml html={html} />
        ) : (
          <Box component="pre" sx={{ m: 0, fontFamily: 'monospace', fontSize: '0.8125rem', whiteSpace: 'pre-wrap' }}>
            {text}
          </Box>
        )}
      </Box>
    </>
  );
};

const elements = new Set(
  'b blockquote br code div em h1 h2 h3 hr i li ol p small strong table tbody td th tr u ul'.split(' '),
);

/** Builds the preview of known elements and text alone, so that nothing in it can act or load anything. */
const rebuild = (node: Node, key: number): ReactNode => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  const name = node.nodeName.toLowerCase();
  const children = [...node.childNodes].map(rebuild);
  if (name === 'a') return <u key={key}>{children}</u>;
  if (!elements.has(name)) return null;
  return children.length === 0 ? createElement(name, { key }) : createElement(name, { key }, children);
};

const MailHtml = ({ html }: { readonly html: string }) =>
  useMemo(() => [...new DOMParser().parseFromString(html, 'text/html').body.childNodes].map(rebuild), [html]);
