// Set-up, step by step: what is done, what is next, and why.
import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUncheckedOutlined';
import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router';
import type { MethodOutput } from '@shared/ipc/contract.ts';
import { SectionCard } from '../../../components/section-card.tsx';
import { useTexts, wordsOf } from '../../../lib/texts.ts';

type Item = MethodOutput<'server.checklist'>[number];

const target: Readonly<Record<Item['id'], string>> = {
  office: '/server',
  certificate: '/server?tab=certificate',
  push: '/server?tab=push',
  mail: '/mail',
  'business-manager': '/business-manager',
  'apps-and-books': '/business-manager',
  people: '/users',
  'enrollment-setting': '/user-settings',
  domain: '/enroll?tab=domain',
  'first-device': '/enroll?tab=links',
};

const look: Readonly<
  Record<Item['state'], { readonly icon: SvgIconComponent; readonly colour: 'success' | 'warning' | 'action' }>
> = {
  done: { icon: CheckCircle, colour: 'success' },
  warning: { icon: WarningAmberOutlined, colour: 'warning' },
  open: { icon: RadioButtonUnchecked, colour: 'action' },
};

export const Checklist = ({ items }: { readonly items: readonly Item[] }) => {
  const { t } = useTexts('home');
  const done = items.filter((item) => item.state === 'done').length;
  const next = items.find((item) => item.state !== 'done');
  const [wanted, setWanted] = useState(false);
  const shown = next !== undefined || wanted;
  return (
    <SectionCard
      title={next === undefined ? t('checklist.complete') : t('checklist.title')}
      actions={
        next === undefined ? (
          <Button
            aria-expanded={wanted}
            onClick={() => {
              setWanted(!wanted);
            }}
          >
            {wanted ? t('checklist.hide') : t('checklist.show')}
          </Button>
        ) : (
          <Typography variant="body2" color="textSecondary">
            {t('checklist.progress', { done, total: items.length })}
          </Typography>
        )
      }
    >
      {shown && (
        <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {items.map((item) => {
            const { icon: Icon, colour } = look[item.state];
            return (
              <Box
                component="li"
                key={item.id}
                sx={{ display: 'flex', gap: 1.5, alignItems: 'center', py: 1.25, borderTop: 1, borderColor: 'divider' }}
              >
                <Icon color={colour} titleAccess={t(`checklist.state.${item.state}`)} />
                <Box sx={{ flex: 1 }}>
                  <Typography variant="h3">{wordsOf(item.title)}</Typography>
                  <Typography variant="body2" color="textSecondary">
                    {item.state === 'done' ? wordsOf(item.detail) : `${wordsOf(item.why)} ${wordsOf(item.detail)}`}
                  </Typography>
                </Box>
                <Button
                  component={RouterLink}
                  to={target[item.id]}
                  variant={item.id === next?.id ? 'contained' : 'text'}
                  sx={{ flexShrink: 0 }}
                >
                  {t(`checklist.target.${item.id}`)}
                </Button>
              </Box>
            );
          })}
        </Box>
      )}
    </SectionCard>
  );
};
