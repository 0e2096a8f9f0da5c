// Lets the person save what the core made.
import { call } from './transport.ts';

interface ExportedFile {
  readonly fileName: string;
  readonly mimeType: string;
  readonly text: string;
}

/** Starts a download; the shell asks where to put it. */
const save = (fileName: string, content: Blob): void => {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
};

/** Saves a text. */
export const saveFile = ({ fileName, mimeType, text }: ExportedFile): void => {
  save(fileName, new Blob([text], { type: mimeType }));
};

/** Fetches an exported file piece by piece and saves it. */
export const saveExport = async (id: string): Promise<void> => {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let offset: number | undefined = 0;
  let name = '';
  while (offset !== undefined) {
    const { fileName, data, next }: { fileName: string; data: string; next?: number | undefined } = await call(
      'exports.read',
      { id, offset },
    );
    pieces.push(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)));
    name = fileName;
    offset = next;
  }
  save(name, new Blob(pieces, { type: 'text/csv;charset=utf-8' }));
};
