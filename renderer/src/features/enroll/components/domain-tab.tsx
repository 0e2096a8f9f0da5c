// The file that a mail domain serves so that devices find this server, and whether the domain serves it rightly.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { contract } from '@shared/ipc/contract.ts';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { SectionCard } from '../../../components/section-card.tsx';
import { contractResolver } from '../../../lib/contract-form.ts';
import { useContractQuery } from '../../../lib/contract-hooks.ts';
import { useTexts } from '../../../lib/texts.ts';
import { DomainCheck } from './domain-check.tsx';
import { DomainFile } from './domain-file.tsx';

interface Values {
  domain: string;
}

/** Asks for the domain; begins with the first one declared as validated. */
export const DomainTab = () => {
  const declared = useContractQuery('businessManager.get', {});
  if (declared.isPending) return null;
  return <DomainForm suggested={declared.data?.validatedDomains[0] ?? ''} />;
};

const DomainForm = ({ suggested }: { readonly suggested: string }) => {
  const { t } = useTexts('enroll');
  const [domain, setDomain] = useState(suggested);
  const form = useForm<Values, unknown, Values>({
    resolver: contractResolver<Values, Values>(contract['enrollment.domainFile'].input, (values) => ({ ...values })),
    defaultValues: { domain: suggested },
  });
  return (
    <Stack sx={{ gap: 2 }}>
      <SectionCard title={t('domain.title')}>
        <Typography variant="body2" sx={{ mb: 2 }}>
          {t('domain.about')}
        </Typography>
        <Box
          component="form"
          noValidate
          onSubmit={(event) => {
            void form.handleSubmit((values) => {
              setDomain(values.domain);
            })(event);
          }}
          sx={{ display: 'flex', gap: 1.5, alignItems: 'flex-start', maxWidth: 620 }}
        >
          <FormTextField
            control={form.control}
            name="domain"
            label={t('domain.field')}
            placeholder={t('domain.example')}
            required
          />
          <Button type="submit" variant={domain === '' ? 'contained' : 'outlined'} size="medium">
            {t('domain.show')}
          </Button>
        </Box>
      </SectionCard>
      {domain !== '' && (
        <>
          <DomainCheck key={domain} domain={domain} />
          <DomainFile domain={domain} />
        </>
      )}
    </Stack>
  );
};
