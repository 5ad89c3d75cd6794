import os
from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
decode = AvroDeserializer(SchemaRegistryClient({"url": os.environ["SCHEMA_REGISTRY_URL"]}))
consumer = Consumer({"bootstrap.servers": os.environ["KAFKA_BROKERS"], "group.id": "python-team",
                     "auto.offset.reset": "earliest", "enable.auto.commit": False})
consumer.subscribe(["escalations.revenue.v1"])
while True:
    record = consumer.poll(1.0)
    if record and not record.error():
        escalation = decode(record.value(), None)
        print(escalation["subject"], escalation["fromWorker"], escalation["trigger"], flush=True)
        consumer.commit(record)
