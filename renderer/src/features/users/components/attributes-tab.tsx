// The attributes of a person, each with who set it: the office, which may change it here, or the directory.
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { UserDetails } from '@shared/ipc/people/users.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { SimpleTable, type SimpleColumn } from '../../../components/simple-table.tsx';
import { type Texts, useTexts } from '../../../lib/texts.ts';
import { BulkDialog } from './bulk-dialog.tsx';

type Attribute = UserDetails['attributeOrigins'][number];

/** What is done to which attribute; a new one has neither name nor value yet. */
interface Change {
  readonly kind: 'set-attribute' | 'remove-attribute';
  readonly name: string;
  readonly value: string;
}

const originOf = ({ origin }: Attribute, user: UserDetails, t: Texts<'users'>): string =>
  origin === 'office' ? t('attributes.office') : (user.directoryName ?? t('attributes.directory'));

const columns = (
  user: UserDetails,
  change: (next: Change) => void,
  t: Texts<'users'>,
): readonly SimpleColumn<Attribute>[] => [
  { label: t('field.attribute'), render: ({ name }) => name },
  {
    label: t('field.value'),
    render: ({ value, overridden }) =>
      overridden ? (
        <>
          <s>{value}</s>
          <Typography variant="caption" color="textSecondary" component="div">
            {t('attributes.overridden')}
          </Typography>
        </>
      ) : (
        value
      ),
  },
  { label: t('attributes.from'), render: (attribute) => originOf(attribute, user, t) },
  {
    label: t('attributes.actions'),
    nowrap: true,
    render: ({ name, value, origin, overridden }) =>
      origin === 'office' && (
        <>
          {!overridden && (
            <Button
              size="small"
              aria-label={t('attributes.changeNamed', { name })}
              onClick={() => {
                change({ kind: 'set-attribute', name, value });
              }}
            >
              {t('attributes.change')}
            </Button>
          )}
          <Button
            size="small"
            aria-label={t('attributes.removeNamed', { name })}
            onClick={() => {
              change({ kind: 'remove-attribute', name, value });
            }}
          >
            {t('attributes.remove')}
          </Button>
        </>
      ),
  },
];

export const AttributesTab = ({ user }: { readonly user: UserDetails }) => {
  const { t } = useTexts('users');
  const [change, setChange] = useState<Change>();
  const close = (): void => {
    setChange(undefined);
  };
  return (
    <Stack sx={{ gap: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Button
          variant="outlined"
          onClick={() => {
            setChange({ kind: 'set-attribute', name: '', value: '' });
          }}
        >
          {t('bulk.action.set-attribute')}
        </Button>
        {user.source !== 'local' && (
          <Typography variant="body2" color="textSecondary">
            {t('attributes.hint', { directory: user.directoryName ?? t('attributes.directory') })}
          </Typography>
        )}
      </Box>
      {user.attributeOrigins.length === 0 ? (
        <EmptyState title={t('tabs.noAttributes')} text={t('tabs.noAttributesText')} />
      ) : (
        <SimpleTable
          label={t('tab.attributes')}
          columns={columns(user, setChange, t)}
          rows={user.attributeOrigins}
          rowId={({ name, origin }) => `${origin} ${name}`}
        />
      )}
      {change !== undefined && (
        <BulkDialog
          kind={change.kind}
          people={{ ids: [user.id] }}
          groups={[]}
          name={user.displayName}
          attribute={change}
          onDone={close}
          onClose={close}
        />
      )}
    </Stack>
  );
};
