// Starts the console in the window. What reads the content policy while it loads comes after the first import.
import './lib/content-policy.ts';

const { start } = await import('./app/start.tsx');
await start();
