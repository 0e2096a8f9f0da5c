// A reader for plain zip archives (no encryption, no zip64), so that no program has to be installed for one download.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const endRecordSignature = 0x06054b50;
const endRecordLength = 22;
const directoryEntryLength = 46;
const localHeaderLength = 30;

const readAt = (fd, position, length) => {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length;) {
    const count = readSync(fd, bytes, done, length - done, position + done);
    if (count === 0) throw new Error('the zip archive is truncated');
    done += count;
  }
  return bytes;
};

/**
 * Calls `visit({ name, mode, isFolder, read() })` for every entry in the order of the archive's directory. `mode` holds
 * Unix permission bits (0 if unknown); `read()` returns the bytes.
 */
export const readZip = (file, visit) => {
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const tail = readAt(fd, Math.max(0, size - endRecordLength - 0xffff), Math.min(size, endRecordLength + 0xffff));
    let end = tail.length - endRecordLength;
    while (end >= 0 && tail.readUInt32LE(end) !== endRecordSignature) end -= 1;
    if (end < 0) throw new Error(`${file} is not a zip archive`);
    const directory = readAt(fd, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));

    for (let at = 0; at < directory.length;) {
      const method = directory.readUInt16LE(at + 10);
      const compressedSize = directory.readUInt32LE(at + 20);
      const nameLength = directory.readUInt16LE(at + 28);
      const localHeader = directory.readUInt32LE(at + 42);
      const name = directory.toString('utf8', at + directoryEntryLength, at + directoryEntryLength + nameLength);
      visit({
        name,
        mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
        isFolder: name.endsWith('/'),
        read() {
          const header = readAt(fd, localHeader, localHeaderLength);
          const dataStart = localHeader + localHeaderLength + header.readUInt16LE(26) + header.readUInt16LE(28);
          const bytes = readAt(fd, dataStart, compressedSize);
          return method === 0 ? bytes : inflateRawSync(bytes);
        },
      });
      at += directoryEntryLength + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
  } finally {
    closeSync(fd);
  }
};
