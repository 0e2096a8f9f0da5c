// Which of the languages of a text is shown.
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { type Language, languages } from '@shared/locales/text-keys.ts';
import { useTexts } from '../lib/texts.ts';

interface Props {
  readonly label: string;
  readonly value: Language;
  readonly onChange: (language: Language) => void;
}

export const LanguageToggle = ({ label, value, onChange }: Props) => {
  const { t } = useTexts('common');
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_, next: Language | null) => {
        if (next !== null) onChange(next);
      }}
    >
      {languages.map((language) => (
        <ToggleButton key={language} value={language}>
          {t(`language.${language}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};
