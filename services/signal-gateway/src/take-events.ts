import { nowOf, type ServicePorts } from '@dws/application';
import { problemOf, type Problem } from '@dws/http-problems';
import type { Domain } from '@dws/kernel';
import type { OutgoingMessage, PublishedAt } from '@dws/ports';
import { beginAccepting, publish, rootOf } from './accept-spans.ts';
import { admit, type ArrivedEvent } from './admit.ts';

export interface TakenEvent extends PublishedAt {
  readonly id: string | undefined;
  readonly source: string | undefined;
}

/** Where each event stands now, or what is wrong with them: all are taken or none. */
export type Taken = { readonly accepted: readonly TakenEvent[] } | { readonly problems: readonly Problem[] };

/**
 * Publishes events as signals of their domains; resolves when every one is durable on its topic.
 * @param domain the one that the address names; null where each event's type alone decides
 * @throws DwsError `log-unavailable`
 */
export async function takeEvents(
  events: readonly ArrivedEvent[],
  domain: Domain | null,
  ports: ServicePorts,
  newTraceparent: () => string,
): Promise<Taken> {
  const { codec, names, clock, metrics } = ports;
  const options = {
    codec,
    names,
    domain,
    now: nowOf(clock),
    newTraceparent: rootOf(ports.tracing, newTraceparent),
  };
  const messages: OutgoingMessage[] = [];
  const problems: Problem[] = [];
  events.forEach((event, index) => {
    try {
      messages.push(admit(event, options));
    } catch (error) {
      problems.push(problemOf(error, index));
    }
  });
  for (const { code } of problems) metrics.count('dws_signals_total', { outcome: code });
  // All or none: a publisher that must sort out which half was taken would lose the other.
  if (problems.length > 0) return { problems };
  await ports.probe('gateway:before-publish');
  const accepting = beginAccepting(messages, ports.tracing);
  const published = await publish(accepting, ports);
  await ports.probe('gateway:after-publish');
  metrics.count('dws_signals_total', { outcome: 'accepted' }, messages.length);
  return {
    accepted: published.map((place, index) => ({
      id: events[index]?.id,
      source: events[index]?.source,
      ...place,
    })),
  };
}
