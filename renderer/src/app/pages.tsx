// Every page of the console: what the navigation and the palette offer.
import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import ApartmentOutlined from '@mui/icons-material/ApartmentOutlined';
import CloudOutlined from '@mui/icons-material/CloudOutlined';
import DevicesOutlined from '@mui/icons-material/DevicesOutlined';
import DnsOutlined from '@mui/icons-material/DnsOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import HomeOutlined from '@mui/icons-material/HomeOutlined';
import MailOutlined from '@mui/icons-material/MailOutlined';
import NotificationsOutlined from '@mui/icons-material/NotificationsOutlined';
import PeopleAltOutlined from '@mui/icons-material/PeopleAltOutlined';
import QrCode2Outlined from '@mui/icons-material/QrCode2Outlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { english } from '../lib/text-resources.ts';

export interface PageEntry {
  readonly path: string;
  /** Names its text. */
  readonly id: keyof (typeof english)['app']['pages'];
  /** Heading above it in the navigation; none for pages that stand alone. */
  readonly area?: 'users' | 'devices' | 'admin';
  readonly icon: SvgIconComponent;
}

export const pages: readonly PageEntry[] = [
  { path: '/', id: 'home', icon: HomeOutlined },
  { path: '/notifications', id: 'notifications', icon: NotificationsOutlined },
  { path: '/users', id: 'users', area: 'users', icon: PeopleAltOutlined },
  { path: '/user-groups', id: 'userGroups', area: 'users', icon: GroupsOutlined },
  { path: '/user-settings', id: 'userSettings', area: 'users', icon: TuneOutlined },
  { path: '/devices', id: 'devices', area: 'devices', icon: DevicesOutlined },
  { path: '/enroll', id: 'enroll', area: 'devices', icon: QrCode2Outlined },
  { path: '/ldap', id: 'ldap', area: 'admin', icon: AccountTreeOutlined },
  { path: '/entra', id: 'entra', area: 'admin', icon: CloudOutlined },
  { path: '/mail', id: 'mail', area: 'admin', icon: MailOutlined },
  { path: '/server', id: 'server', area: 'admin', icon: DnsOutlined },
  { path: '/business-manager', id: 'businessManager', area: 'admin', icon: ApartmentOutlined },
  { path: '/audit-trail', id: 'auditTrail', area: 'admin', icon: FactCheckOutlined },
];
