// The domain file itself and how common web servers serve it.
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { CopyBlock } from '../../../components/copy-block.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { DefinitionList } from '../../../components/definition-list.tsx';
import { ErrorPanel } from '../../../components/error-panel.tsx';
import { PageLoading } from '../../../components/page-loading.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';

export const DomainFile = ({ domain }: { readonly domain: string }) => {
  const { t } = useTexts('enroll');
  const query = useContractQuery('enrollment.domainFile', { domain });
  const [picked, setPicked] = useState<string>();
  if (query.data === undefined) {
    return query.error === null ? (
      <PageLoading />
    ) : (
      <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const { path, json, redirectTarget, snippets } = query.data;
  const snippet = snippets.find(({ name }) => name === picked) ?? snippets[0];
  return (
    <>
      <SectionCard title={t('file.title')}>
        <Stack sx={{ gap: 2 }}>
          <Typography variant="body2">
            <RichText area="enroll" text="file.about" parts={{ code: <code /> }} />
          </Typography>
          <DefinitionList
            columns={1}
            items={[
              {
                label: t('file.path'),
                value: (
                  <>
                    <code>{path}</code>
                    <CopyButton text={path} what={t('file.pathToCopy')} />
                  </>
                ),
              },
              {
                label: t('file.redirect'),
                value: (
                  <>
                    <code>{redirectTarget}</code>
                    <CopyButton text={redirectTarget} what={t('file.redirectToCopy')} />
                  </>
                ),
              },
            ]}
          />
          <CopyBlock
            label={t('file.content')}
            text={json}
            fileName={path.split('/').at(-1) ?? 'com.apple.remotemanagement'}
          />
        </Stack>
      </SectionCard>
      {snippet !== undefined && (
        <SectionCard title={t('file.forServer')}>
          <Tabs
            value={snippet.name}
            onChange={(_, name: string) => {
              setPicked(name);
            }}
            aria-label={t('file.server')}
            sx={{ mb: 2 }}
          >
            {snippets.map(({ name }) => (
              <Tab key={name} value={name} label={name} id={`snippet-tab-${name}`} aria-controls="snippet-panel" />
            ))}
          </Tabs>
          <Box role="tabpanel" id="snippet-panel" aria-labelledby={`snippet-tab-${snippet.name}`}>
            <CopyBlock label={t('file.configuration', { name: snippet.name })} text={snippet.text} />
          </Box>
        </SectionCard>
      )}
    </>
  );
};
