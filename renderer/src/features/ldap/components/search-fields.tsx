// Page three of the wizard: where users, groups and units are, and which attribute means what.
import Add from '@mui/icons-material/Add';
import DeleteOutlined from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useFieldArray, type Control, type FieldValues } from 'react-hook-form';
import { FormTextField } from '../../../components/form-text-field.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { namedFields, requiredAttributes, userFields, type LdapFormValues } from '../ldap-form.ts';

interface Props {
  readonly control: Control<LdapFormValues, unknown, FieldValues>;
  readonly namingContexts: readonly string[];
}

const grid = { display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 } as const;
const maxCustom = 7;

const parts = ['users', 'groups', 'units'] as const;

const PartFields = ({
  control,
  part,
}: {
  readonly control: Props['control'];
  readonly part: (typeof parts)[number];
}) => {
  const { t } = useTexts('ldap');
  return (
    <Stack sx={{ gap: 2 }}>
      <Box sx={grid}>
        <FormTextField
          control={control}
          name={`search.${part}.baseDn`}
          label={t('fields.baseDn')}
          helperText={t('fields.baseDnHint')}
        />
        <FormTextField control={control} name={`search.${part}.scope`} label={t('fields.scope')} select>
          <MenuItem value="base">{t('fields.scopes.base')}</MenuItem>
          <MenuItem value="one">{t('fields.scopes.one')}</MenuItem>
          <MenuItem value="sub">{t('fields.scopes.sub')}</MenuItem>
        </FormTextField>
      </Box>
      <FormTextField control={control} name={`search.${part}.filter`} label={t('fields.filter')} required />
      <Box sx={grid}>
        {part === 'users'
          ? userFields.map((name) => (
              <FormTextField
                key={name}
                control={control}
                name={`search.users.${name}`}
                label={t(`attribute.${name}`)}
                required={requiredAttributes.users.includes(name)}
              />
            ))
          : namedFields.map((name) => (
              <FormTextField
                key={name}
                control={control}
                name={`search.${part}.${name}`}
                label={t(`attribute.${name}`)}
                required={requiredAttributes[part].includes(name)}
              />
            ))}
      </Box>
    </Stack>
  );
};

const CustomAttributes = ({ control }: { readonly control: Props['control'] }) => {
  const { t } = useTexts('ldap');
  const { fields, append, remove } = useFieldArray({ control, name: 'search.customAttributes' });
  return (
    <Stack sx={{ gap: 1.5 }}>
      {fields.map((field, index) => (
        <Box key={field.id} sx={{ display: 'flex', gap: 1 }}>
          <FormTextField
            control={control}
            name={`search.customAttributes.${index}.name`}
            label={t('fields.attributeName')}
            required
            helperText={t('fields.attributeNameHint')}
            sx={{ flex: 1 }}
          />
          <FormTextField
            control={control}
            name={`search.customAttributes.${index}.attribute`}
            label={t('fields.ldapAttribute')}
            required
            sx={{ flex: 1 }}
          />
          <IconButton
            aria-label={t('fields.removeAttribute', { index: index + 1 })}
            onClick={() => {
              remove(index);
            }}
            sx={{ alignSelf: 'flex-start' }}
          >
            <DeleteOutlined fontSize="small" />
          </IconButton>
        </Box>
      ))}
      {fields.length < maxCustom && (
        <Button
          startIcon={<Add />}
          onClick={() => {
            append({ name: '', attribute: '' });
          }}
          sx={{ alignSelf: 'flex-start' }}
        >
          {t('fields.addAttribute')}
        </Button>
      )}
    </Stack>
  );
};

export const SearchFields = ({ control, namingContexts }: Props) => {
  const { t } = useTexts('ldap');
  return (
    <>
      <FormTextField
        control={control}
        name="search.baseDn"
        label={t('fields.baseDn')}
        required
        helperText={
          namingContexts.length > 1
            ? t('fields.offers', { contexts: namingContexts.join(', ') })
            : t('fields.namingContext')
        }
      />
      <FormTextField control={control} name="search.memberFormat" label={t('fields.memberFormat')} select>
        <MenuItem value="dn">{t('search.dn')}</MenuItem>
        <MenuItem value="uid">{t('fields.uid')}</MenuItem>
      </FormTextField>
      {parts.map((part) => (
        <Box key={part} component="section" aria-label={t(`fields.${part}`)}>
          <Typography variant="h3" sx={{ mb: 1.5 }}>
            {t(`fields.${part}`)}
          </Typography>
          <PartFields control={control} part={part} />
        </Box>
      ))}
      <Box component="section" aria-label={t('fields.customAttributes')}>
        <Typography variant="h3" sx={{ mb: 1.5 }}>
          {t('fields.customAttributes')}
        </Typography>
        <CustomAttributes control={control} />
      </Box>
    </>
  );
};
