// The texts of the mails: a list to choose from, and the editor of the chosen one.
import List from '@mui/material/List';
import ListItemButton from '@mui/material/ListItemButton';
import ListItemText from '@mui/material/ListItemText';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import { useSearchParams } from 'react-router';
import { QueryView } from '../../../components/query-view.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { TemplateEditor } from './template-editor.tsx';

export const TemplatesTab = () => {
  const { t } = useTexts('mail');
  const query = useContractQuery('mailTemplates.list', {});
  const [params, setParams] = useSearchParams();
  return (
    <QueryView query={query}>
      {(templates) => {
        const current = templates.find(({ id }) => id === params.get('template')) ?? templates[0];
        return (
          <Box sx={{ display: 'grid', gridTemplateColumns: '230px minmax(0, 1fr)', gap: 2, alignItems: 'start' }}>
            <Paper variant="outlined">
              <List dense aria-label={t('template.title')}>
                {templates.map((template) => (
                  <ListItemButton
                    key={template.id}
                    selected={template.id === current?.id}
                    onClick={() => {
                      setParams({ tab: 'templates', template: template.id });
                    }}
                  >
                    <ListItemText
                      primary={t(`template.name.${template.id}`)}
                      secondary={template.isDefault ? t('template.default') : t('template.changed')}
                    />
                  </ListItemButton>
                ))}
              </List>
            </Paper>
            {current !== undefined && <TemplateEditor key={current.id} template={current} />}
          </Box>
        );
      }}
    </QueryView>
  );
};
