// Tabs of a page. The open one is part of the address, so that links lead to it and going back leaves the page.
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { type ReactNode, useId } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router';

interface Props<T extends string> {
  /** What they are tabs of, for screen readers. */
  readonly label: string;
  /** The first one is open unless the address says otherwise. */
  readonly tabs: readonly [T, ...T[]];
  readonly labelOf: (tab: T) => string;
  /** Name of the search parameter. */
  readonly parameter?: string;
  /** The panel takes the height that is left, for a list that scrolls by itself. */
  readonly fill?: boolean;
  /** What the open tab shows. */
  readonly children: (open: T) => ReactNode;
}

const filling = { flex: 1, display: 'flex', flexDirection: 'column', minHeight: 0 };

export const PageTabs = <T extends string>({
  label,
  tabs,
  labelOf,
  parameter = 'tab',
  fill = false,
  children,
}: Props<T>) => {
  const id = useId();
  const [params] = useSearchParams();
  const [first] = tabs;
  const open = tabs.find((tab) => tab === params.get(parameter)) ?? first;
  return (
    <>
      <Tabs
        value={open}
        variant="scrollable"
        aria-label={label}
        sx={{ borderBottom: 1, borderColor: 'divider', mb: 2, flexShrink: 0 }}
      >
        {tabs.map((tab) => (
          <Tab
            key={tab}
            value={tab}
            label={labelOf(tab)}
            sx={{ px: 1.25 }}
            id={`${id}-${tab}`}
            aria-controls={`${id}-panel`}
            component={RouterLink}
            to={{ search: tab === first ? '' : `?${parameter}=${tab}` }}
            replace
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open}`} {...(fill && { sx: filling })}>
        {children(open)}
      </Box>
    </>
  );
};
