// The texts of the mails: a language and a list to choose from, and the editor of the chosen one.
import List from '@mui/material/List';
import ListItem from '@mui/material/ListItem';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemText from '@mui/material/ListItemText';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import { useSearchParams } from 'react-router';
import { languages } from '@shared/locales/text-keys.ts';
import { LanguageToggle } from '../../../components/language-toggle.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { TemplateEditor } from './template-editor.tsx';

export const TemplatesTab = () => {
  const { t } = useTexts('mail');
  const query = useContractQuery('mailTemplates.list', {});
  const mail = useContractQuery('mail.get', {});
  const [params, setParams] = useSearchParams();
  return (
    <QueryView query={query}>
      {(templates) => {
        const usual = mail.data?.language ?? 'en';
        const language = languages.find((one) => one === params.get('language')) ?? usual;
        const shown = templates.filter((template) => template.language === language);
        const current = shown.find(({ id }) => id === params.get('template')) ?? shown[0];
        return (
          <Box
            sx={{
              display: 'grid',
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '230px minmax(0, 1fr)' },
              gap: 2,
              alignItems: 'start',
            }}
          >
            <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.5 }}>
              <LanguageToggle
                label={t('template.language')}
                value={language}
                onChange={(next) => {
                  setParams({ ...Object.fromEntries(params), language: next });
                }}
              />
              <Paper variant="outlined">
                <List dense aria-label={t('template.title')}>
                  {shown.map((template) => (
                    <ListItem key={template.id} disablePadding>
                      <ListItemButton
                        selected={template.id === current?.id}
                        onClick={() => {
                          setParams({ tab: 'templates', language, template: template.id });
                        }}
                      >
                        <ListItemText
                          primary={t(`template.name.${template.id}`)}
                          secondary={template.isDefault ? t('template.default') : t('template.changed')}
                        />
                      </ListItemButton>
                    </ListItem>
                  ))}
                </List>
              </Paper>
            </Box>
            {current !== undefined && (
              <TemplateEditor
                key={`${current.id}-${language}`}
                template={current}
                isUsual={language === usual}
                mailReady={mail.data?.server !== undefined}
                sender={mail.data?.server?.fromAddress ?? ''}
              />
            )}
          </Box>
        );
      }}
    </QueryView>
  );
};
