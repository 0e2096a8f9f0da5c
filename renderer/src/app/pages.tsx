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
import PeopleAltOutlined from '@mui/icons-material/PeopleAltOutlined';
import QrCode2Outlined from '@mui/icons-material/QrCode2Outlined';
import TuneOutlined from '@mui/icons-material/TuneOutlined';
import type { SvgIconComponent } from '@mui/icons-material';

export interface PageEntry {
  readonly path: string;
  readonly label: string;
  /** Heading above it in the navigation; none for pages that stand alone. */
  readonly area?: string;
  readonly icon: SvgIconComponent;
}

export const pages: readonly PageEntry[] = [
  { path: '/', label: 'Home', icon: HomeOutlined },
  { path: '/users', label: 'Users', area: 'Users', icon: PeopleAltOutlined },
  { path: '/user-groups', label: 'User Groups', area: 'Users', icon: GroupsOutlined },
  { path: '/user-settings', label: 'User Settings', area: 'Users', icon: TuneOutlined },
  { path: '/devices', label: 'Devices', area: 'Devices', icon: DevicesOutlined },
  { path: '/enroll', label: 'Enroll', area: 'Devices', icon: QrCode2Outlined },
  { path: '/ldap', label: 'LDAP', area: 'Admin', icon: AccountTreeOutlined },
  { path: '/entra', label: 'Entra ID User Source', area: 'Admin', icon: CloudOutlined },
  { path: '/mail', label: 'Mail', area: 'Admin', icon: MailOutlined },
  { path: '/server', label: 'Server', area: 'Admin', icon: DnsOutlined },
  { path: '/business-manager', label: 'Apple Business Manager', area: 'Admin', icon: ApartmentOutlined },
  { path: '/audit-trail', label: 'Audit Trail', area: 'Admin', icon: FactCheckOutlined },
];
