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
import { namedFields, userFields, type LdapFormValues } from '../ldap-form.ts';

interface Props {
  readonly control: Control<LdapFormValues, unknown, FieldValues>;
  readonly namingContexts: readonly string[];
}

const grid = { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 2 } as const;
const maxCustom = 7;

const parts = [
  { part: 'users', title: 'Users' },
  { part: 'groups', title: 'Groups' },
  { part: 'units', title: 'Organizational units' },
] as const;

const PartFields = ({
  control,
  part,
}: {
  readonly control: Props['control'];
  readonly part: (typeof parts)[number]['part'];
}) => (
  <Stack sx={{ gap: 2 }}>
    <Box sx={grid}>
      <FormTextField
        control={control}
        name={`search.${part}.baseDn`}
        label="Base DN"
        helperText="Empty: the base DN above"
      />
      <FormTextField control={control} name={`search.${part}.scope`} label="Scope" select>
        <MenuItem value="base">Base</MenuItem>
        <MenuItem value="one">One Level</MenuItem>
        <MenuItem value="sub">Subtree</MenuItem>
      </FormTextField>
    </Box>
    <FormTextField control={control} name={`search.${part}.filter`} label="Filter" required />
    <Box sx={grid}>
      {part === 'users'
        ? userFields.map(([name, label]) => (
            <FormTextField key={name} control={control} name={`search.users.${name}`} label={label} />
          ))
        : namedFields.map(([name, label]) => (
            <FormTextField key={name} control={control} name={`search.${part}.${name}`} label={label} />
          ))}
    </Box>
  </Stack>
);

const CustomAttributes = ({ control }: { readonly control: Props['control'] }) => {
  const { fields, append, remove } = useFieldArray({ control, name: 'search.customAttributes' });
  return (
    <Stack sx={{ gap: 1.5 }}>
      {fields.map((field, index) => (
        <Box key={field.id} sx={{ display: 'flex', gap: 1 }}>
          <FormTextField
            control={control}
            name={`search.customAttributes.${index}.name`}
            label="Name"
            helperText="Used as ${name}"
            sx={{ flex: 1 }}
          />
          <FormTextField
            control={control}
            name={`search.customAttributes.${index}.attribute`}
            label="LDAP attribute"
            sx={{ flex: 1 }}
          />
          <IconButton
            aria-label={`Remove attribute ${String(index + 1)}`}
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
          Add custom attribute
        </Button>
      )}
    </Stack>
  );
};

export const SearchFields = ({ control, namingContexts }: Props) => (
  <>
    <FormTextField
      control={control}
      name="search.baseDn"
      label="Base DN"
      required
      helperText={
        namingContexts.length > 1
          ? `The server offers ${namingContexts.join(', ')}`
          : 'The naming context of the server'
      }
    />
    <FormTextField control={control} name="search.memberFormat" label="Group member format" select>
      <MenuItem value="dn">DN</MenuItem>
      <MenuItem value="uid">UID</MenuItem>
    </FormTextField>
    {parts.map(({ part, title }) => (
      <Box key={part} component="section" aria-label={title}>
        <Typography variant="h3" sx={{ mb: 1.5 }}>
          {title}
        </Typography>
        <PartFields control={control} part={part} />
      </Box>
    ))}
    <Box component="section" aria-label="Custom attributes">
      <Typography variant="h3" sx={{ mb: 1.5 }}>
        Custom attributes
      </Typography>
      <CustomAttributes control={control} />
    </Box>
  </>
);
