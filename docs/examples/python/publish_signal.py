import os, time, uuid
from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient, record_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroSerializer
registry = SchemaRegistryClient({"url": os.environ["SCHEMA_REGISTRY_URL"]})
schema = registry.get_latest_version("dws.signals.customer_experience.v1.UsageDropped").schema
rules = {"auto.register.schemas": False, "subject.name.strategy": record_subject_name_strategy}
fact = dict(accountId="acc-0001", metric="daily-active-users", windowDays=14, baselineDays=28, currentDailyAverage=55.0,
            baselineDailyAverage=100.0, dropPercent=45.0, observedAt=time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()))
about = {"ce_specversion": "1.0", "ce_id": str(uuid.uuid4()), "ce_source": "urn:example:usage", "ce_type": "usage.dropped"}
producer = Producer({"bootstrap.servers": os.environ["KAFKA_BROKERS"], "acks": "all"})
producer.produce("inbound.customer-experience.v1", AvroSerializer(registry, schema, conf=rules)(fact, None), fact["accountId"], headers=about)
print(about["ce_id"] if producer.flush(30) == 0 else "not delivered")
