import { inject } from 'vitest';
import { messageLogContract } from '@dws/testing';
import { KafkaMessageLog } from './kafka-message-log.ts';

messageLogContract('Kafka', async () => {
  return new KafkaMessageLog({ brokers: inject('kafkaBootstrap').split(','), clientId: 'contract' });
});
