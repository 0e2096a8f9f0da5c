// Why a form was refused. Fields the form marks itself are passed as `shownFields` and not repeated.
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useTexts } from '../lib/texts.ts';
import { toProblem } from '../lib/transport.ts';

interface Props {
  /** What the call threw; null or undefined shows nothing. */
  readonly error: unknown;
  readonly shownFields?: readonly string[];
}

export const FormError = ({ error, shownFields = [] }: Props) => {
  const { t } = useTexts('common');
  if (error === null || error === undefined) return null;
  const { message, ref, fields = {} } = toProblem(error);
  const rest = Object.entries(fields).filter(([path]) => !shownFields.includes(path));
  return (
    <Alert severity="error" sx={{ my: 1 }}>
      {message}
      {rest.length > 0 && (
        <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
          {rest.map(([path, text]) => (
            <li key={path}>
              {path}: {text}
            </li>
          ))}
        </Box>
      )}
      {ref !== undefined && <Box component="div">{t('reference', { ref })}</Box>}
    </Alert>
  );
};
