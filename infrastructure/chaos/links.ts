import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { LINKS, type Link } from './faults.ts';

/** A proxy for every link, each before the service that it leads to. */
export interface Links {
  of(link: Link): FaultProxy;
  /** The service's address by way of this link. */
  url(link: Link, serviceUrl: string): string;
  close(): Promise<void>;
}

export interface ServicePorts {
  postgres: number;
  redis: number;
  s3: number;
}

function portOf(link: Link, ports: ServicePorts): number {
  if (link.endsWith('Redis')) return ports.redis;
  return link.endsWith('S3') ? ports.s3 : ports.postgres;
}

export async function openLinks(ports: ServicePorts): Promise<Links> {
  const opened = await Promise.all(
    LINKS.map(async (link) => [link, await startFaultProxy({ host: '127.0.0.1', port: portOf(link, ports) })] as const),
  );
  const proxies = new Map<Link, FaultProxy>(opened);
  const of = (link: Link): FaultProxy => {
    const proxy = proxies.get(link);
    if (proxy === undefined) throw new Error(`there is no link ${link}`);
    return proxy;
  };
  return {
    of,
    url: (link, serviceUrl) => serviceUrl.replace(/:\d+(?=\/|$)/, `:${of(link).port}`),
    close: async () => void (await Promise.all(opened.map(([, proxy]) => proxy.close()))),
  };
}
