// A link as QR code, with the link itself as text beside it.
import Box from '@mui/material/Box';
import { QRCodeSVG } from 'qrcode.react';

interface Props {
  readonly link: string;
  readonly label: string;
  /** Pixels. */
  readonly size?: number;
}

/** Black on white with a margin in both colour schemes: cameras need the contrast. */
export const LinkQr = ({ link, label, size = 200 }: Props) => (
  <Box sx={{ display: 'inline-block', bgcolor: '#fff', borderRadius: 1, lineHeight: 0 }}>
    <QRCodeSVG value={link} size={size} marginSize={3} level="M" bgColor="#ffffff" fgColor="#000000" title={label} />
  </Box>
);
