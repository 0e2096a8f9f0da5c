// Lets the person save a text that the core made.

interface ExportedFile {
  readonly fileName: string;
  readonly mimeType: string;
  readonly text: string;
}

/** Starts a download of the file; the shell asks where to put it. */
export const saveFile = ({ fileName, mimeType, text }: ExportedFile): void => {
  const url = URL.createObjectURL(new Blob([text], { type: mimeType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
};
