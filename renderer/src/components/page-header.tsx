// Title of a page, what it is for, and what can be done on it.
import ArrowBack from '@mui/icons-material/ArrowBack';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { type ReactNode, useEffect } from 'react';
import { Link as RouterLink } from 'react-router';
import { useTexts } from '../lib/texts.ts';
import { useBackTo } from '../lib/use-history.ts';
import { CopyButton } from './copy-button.tsx';

interface Props {
  readonly title: string;
  /** The title is the name of something: it can be copied. */
  readonly copyable?: boolean;
  /** A line under the title. */
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  /** The page above this one. */
  readonly back?: { readonly to: string; readonly label: string };
}

/** The one h1 of a page; also names the window. */
export const PageHeader = ({ title, copyable = false, subtitle, actions, back }: Props) => {
  const { t } = useTexts('common');
  const goBack = useBackTo();
  useEffect(() => {
    document.title = `${title} · Russet`;
  }, [title]);
  return (
    <Box component="header" sx={{ mb: 2.5 }}>
      {back !== undefined && (
        <Link
          component={RouterLink}
          to={back.to}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            goBack(back.to);
          }}
          variant="body2"
          underline="hover"
          sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, mb: 0.75 }}
        >
          <ArrowBack sx={{ fontSize: 16 }} />
          {back.label}
        </Link>
      )}
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 2, flexWrap: 'wrap' }}>
        <Box sx={{ flex: 1, minWidth: 240 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
            <Typography
              variant="h1"
              title={title}
              sx={{
                overflowWrap: 'anywhere',
                display: '-webkit-box',
                WebkitBoxOrient: 'vertical',
                WebkitLineClamp: 2,
                overflow: 'hidden',
              }}
            >
              {title}
            </Typography>
            {copyable && <CopyButton text={title} what={t('copy.name')} />}
          </Box>
          {subtitle !== undefined && (
            <Typography component="div" variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
              {subtitle}
            </Typography>
          )}
        </Box>
        {actions !== undefined && <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>{actions}</Box>}
      </Box>
    </Box>
  );
};
