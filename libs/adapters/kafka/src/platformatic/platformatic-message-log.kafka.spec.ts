import { inject } from 'vitest';
import { messageLogContract } from '@dws/testing';
import { PlatformaticMessageLog } from './platformatic-message-log.ts';

messageLogContract('Kafka, by @platformatic/kafka', async () => {
  return new PlatformaticMessageLog({ brokers: inject('kafkaBootstrap').split(','), clientId: 'contract' });
});
