// The demo: fills a throw-away data folder by the contract, opens the app on it, and lets devices enroll and live.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAppleStandIns, fetchRoot, installPushCertificate } from '../running/apple-stand-ins.ts';
import { waitForBridge } from '../running/bridge-client.ts';
import { findFreePort, startHeadless } from '../running/headless.ts';
import { deviceOwners, startFleet } from './fleet.ts';
import { accountOf, demoPassword, furnishOffice, officeHost, officeName } from './office.ts';
import { openApp, takeScreenshots, type AppCommand, type OpenApp } from './app.ts';

const usage = `Usage: npm run demo [-- --screenshots DIR]

  --screenshots DIR  opens the main pages in light and dark, saves pictures of them in DIR, and ends
`;

const say = (line: string): void => {
  console.log(`demo: ${line}`);
};

const needed = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing: start the demo by \`npm run demo\`.`);
  return value;
};

const run = async (screenshots: string | undefined): Promise<number> => {
  const dataDir = needed('RUSSET_DEMO_DATA');
  const appCommand = JSON.parse(needed('RUSSET_DEMO_APP')) as AppCommand;
  const certificates = await mkdtemp(join(tmpdir(), 'russet-demo-certificates-'));
  const standIns = await createAppleStandIns(certificates);
  let close = (): void => undefined;
  try {
    say(`furnishing the office of ${officeName}`);
    const port = await findFreePort();
    const headless = await startHeadless({ root: process.cwd(), dataDir, host: officeHost, port, env: standIns.env });
    const { settings } = await headless.call('server.get', {});
    await headless.call('server.update', {
      ...settings,
      organizationName: officeName,
      hostName: officeHost,
      port,
      commandLineAccess: true,
    });
    await installPushCertificate(headless.call, standIns.apns);
    const userIds = await furnishOffice(headless.call, deviceOwners);
    const rootPem = await fetchRoot(headless.call, port);
    await headless.stop();

    say('opening the app; devices enroll while you watch');
    const app: OpenApp = await openApp(appCommand, { ...process.env, ...standIns.env }, screenshots !== undefined);
    close = app.close;
    const call = await Promise.race([waitForBridge(dataDir), app.ended.then(() => undefined)]);
    if (call === undefined) return await app.ended;
    const fleet = startFleet({ call, standIns, rootPem, port, userIds, say });
    void fleet.settled.then(() => {
      say('all devices are there; send them a command: they answer within a second');
      say(`to try the sign-in pages: ${accountOf('Anna Lindner').username} with the password ${demoPassword}`);
    });
    close = () => {
      fleet.close();
      app.close();
    };
    if (screenshots !== undefined) {
      await fleet.settled;
      await takeScreenshots(app, screenshots, say);
      app.close();
    }
    const code = await app.ended;
    fleet.close();
    return code;
  } finally {
    close();
    await standIns.apns.stop();
    await rm(certificates, { recursive: true, force: true });
  }
};

const { values } = parseArgs({ options: { screenshots: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help === true) console.log(usage);
else process.exitCode = await run(values.screenshots);
