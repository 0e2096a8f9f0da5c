// The one reader of PEM text (RFC 7468), for the core and the console. It takes what people really have: Windows line
// ends, a byte order mark, lines that a mail program indented, quoted or joined, and words around the blocks.

/** One block, written anew in the strict form that every library reads. */
export interface PemBlock {
  /** As in `-----BEGIN <label>-----`. */
  readonly label: string;
  /** The whole block: marker lines, headers, 64 characters a line, final line break. */
  readonly pem: string;
  /** True if the block itself says that it is encrypted. */
  readonly isEncrypted: boolean;
}

// The counts are bounded: a megabyte of dashes must not cost a step for each pair of them.
const dashes = '[-\\u2010-\\u2015\\u2212]{2,5}';
const marker = new RegExp(`${dashes}[ \\t]?(BEGIN|END) ([A-Z0-9][A-Z0-9 ]{0,40}?)[ \\t]?${dashes}`, 'g');

/** What no block contains by itself: blanks of every kind, invisible characters, the marks of quoted mails. */
const lineStart = /^[\s>|\u00ad\u200b-\u200f\u2060\ufeff]+/;
const invisible = /[\s\u00ad\u200b-\u200f\u2060\ufeff]+/g;
const header = /^[A-Za-z][A-Za-z0-9-]{0,40}:/;

/** Base64 without what a mail adds: `=3D` and soft breaks are quoted-printable (RFC 2045 6.7). */
const base64Of = (lines: readonly string[]): string => {
  const letters = lines.join('').replace(invisible, '').replace(/=3D/gi, '=').replaceAll('=', '');
  // A soft break before the padding is an equals sign too: what is missing to four letters tells how many belong there.
  return letters + '='.repeat((4 - (letters.length % 4)) % 4);
};

const blockOf = (label: string, body: string): PemBlock => {
  const lines = body
    .split(/\\r\\n|\\n|[\n\v\f\r\u0085\u2028\u2029]/)
    .map((line) => line.replace(lineStart, '').trimEnd());
  const headers = lines.filter((line) => header.test(line));
  const base64 = base64Of(lines.filter((line) => !header.test(line)));
  const head = headers.length === 0 ? '' : `${headers.join('\n')}\n\n`;
  return {
    label,
    pem: `-----BEGIN ${label}-----\n${head}${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`,
    isEncrypted:
      label === 'ENCRYPTED PRIVATE KEY' || headers.some((line) => /^Proc-Type:\s*4\s*,\s*ENCRYPTED/.test(line)),
  };
};

/** Every block of the text in its order. What a block holds is not checked; one without its END line goes to the next. */
export const pemBlocks = (text: string): PemBlock[] => {
  const markers = [...text.matchAll(marker)];
  return markers.flatMap((found, index) => {
    const [whole, kind, label = ''] = found;
    if (kind !== 'BEGIN') return [];
    return [blockOf(label, text.slice(found.index + whole.length, markers[index + 1]?.index))];
  });
};

const certificateLabels: ReadonlySet<string> = new Set(['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE']);

/** Whether a block is a certificate, by any of the names that tools write. */
export const isCertificateBlock = ({ label }: PemBlock): boolean => certificateLabels.has(label);

/** Whether a block is a private key, encrypted or not. */
export const isKeyBlock = ({ label }: PemBlock): boolean => label.endsWith('PRIVATE KEY');

/** The certificates of the text, each as strict PEM. */
export const pemCertificates = (text: string): string[] =>
  pemBlocks(text)
    .filter(isCertificateBlock)
    .map(({ pem }) => pem);

/** Strict PEM of one certificate from the Base64 of its DER. */
export const certificatePemOf = (base64: string): string => blockOf('CERTIFICATE', base64).pem;
