// The discovery file of a mail domain, and ready-made snippets that redirect it here. A redirect must copy the query:
// devices do not add it to the new address themselves.
import { baseUrl, discoveryPath } from './discovery.ts';

export interface DomainFile {
  readonly path: string;
  readonly json: string;
  readonly redirectTarget: string;
  readonly snippets: { readonly name: string; readonly text: string }[];
}

const nginx = (target: string): string => `location = ${discoveryPath} {
    return 307 ${target}$is_args$args;
}`;

const apache = (target: string): string => `RewriteEngine On
RewriteRule "^/?\\.well-known/com\\.apple\\.remotemanagement$" "${target}" [R=307,QSA,L]`;

const cloudflare = (domain: string, target: string): string => `Rules > Redirect Rules > Create rule
If:   (http.host eq "${domain}" and http.request.uri.path eq "${discoveryPath}")
Then: Type: Dynamic
      Expression: concat("${target}?", http.request.uri.query)
      Status code: 307
      Preserve query string: off (the expression already copies it)`;

const iis = (target: string): string => `<configuration>
  <system.webServer>
    <rewrite>
      <rules>
        <rule name="Apple device enrollment" stopProcessing="true">
          <match url="^\\.well-known/com\\.apple\\.remotemanagement$" />
          <action type="Redirect" url="${target}" appendQueryString="true" redirectType="Temporary" />
        </rule>
      </rules>
    </rewrite>
  </system.webServer>
</configuration>`;

const staticNginx = (json: string): string => `location = ${discoveryPath} {
    default_type application/json;
    return 200 '${json}';
}`;

/**
 * What an admin puts on the web server of `domain`. The redirect is the better way: then the enrollment type follows
 * the setting of each person. The static file offers User Enrollment to everybody.
 */
export const domainFile = (domain: string, origin: string): DomainFile => {
  const redirectTarget = `${origin}${discoveryPath}`;
  const servers = { Servers: [{ Version: 'mdm-byod', BaseURL: baseUrl(origin, 'mdm-byod') }] };
  return {
    path: `https://${domain}${discoveryPath}`,
    json: JSON.stringify(servers, null, 2),
    redirectTarget,
    snippets: [
      { name: 'nginx', text: nginx(redirectTarget) },
      { name: 'Apache', text: apache(redirectTarget) },
      { name: 'Cloudflare', text: cloudflare(domain, redirectTarget) },
      { name: 'IIS', text: iis(redirectTarget) },
      { name: 'nginx, static file', text: staticNginx(JSON.stringify(servers)) },
    ],
  };
};
