// `npm run icons`: draws the PNG icons from renderer/public/icon.svg with the Electron runtime. Needed only after a change.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { root } from './paths.mjs';
import { exitWith, run } from './run.mjs';
import { setUp } from './setup.mjs';

const targets = [
  { file: join(root, 'build/icon.png'), size: 1024 },
  { file: join(root, 'renderer/public/icon.png'), size: 256 },
  { file: join(root, 'renderer/public/tray.png'), size: 32 },
];

const drawingApp = (svg) => `
const { app, BrowserWindow } = require('electron');
const { writeFileSync } = require('node:fs');
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { offscreen: true } });
  await window.loadURL('about:blank');
  for (const { file, size } of ${JSON.stringify(targets)}) {
    const dataUrl = await window.webContents.executeJavaScript(\`(async () => {
      const image = new Image();
      image.src = 'data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}';
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: \${size}, height: \${size} });
      canvas.getContext('2d').drawImage(image, 0, 0, \${size}, \${size});
      return canvas.toDataURL('image/png');
    })()\`);
    writeFileSync(file, Buffer.from(dataUrl.split(',')[1], 'base64'));
  }
  app.quit();
});
`;

const draw = async () => {
  const runtime = await setUp({ build: false });
  const display = hasDisplay() ? undefined : await startVirtualDisplay();
  const folder = mkdtempSync(join(tmpdir(), 'russet-icons-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'icons', version: '1.0.0', main: 'main.cjs' }));
  writeFileSync(join(folder, 'main.cjs'), drawingApp(readFileSync(join(root, 'renderer/public/icon.svg'), 'utf8')));
  const { code, output } = await run(runtime.executable, ['--no-sandbox', folder], {
    quiet: true,
    env: { ...process.env, ...display?.env },
  });
  display?.stop();
  if (code !== 0) throw new Error(output);
};

await draw().catch(exitWith);
