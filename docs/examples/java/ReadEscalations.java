import java.util.*; import java.net.*; import org.apache.avro.*; import org.apache.avro.generic.*; import org.apache.avro.io.*;
import org.apache.kafka.clients.consumer.*; import org.apache.kafka.common.serialization.*;
class ReadEscalations { public static void main(String[] none) throws Exception {
  var config = Map.<String, Object>of("bootstrap.servers", System.getenv("KAFKA_BROKERS"), "group.id", "java-team", "auto.offset.reset", "earliest");
  try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteBufferDeserializer())) {
    consumer.subscribe(List.of("escalations.revenue.v1"));
    while (true) for (var record : consumer.poll(java.time.Duration.ofSeconds(1))) {
      var url = new URL(System.getenv("SCHEMA_REGISTRY_URL") + "/schemas/ids/" + record.value().getInt(1)); // cache it by number
      var schema = new Schema.Parser().parse(new com.fasterxml.jackson.databind.ObjectMapper().readTree(url).get("schema").asText());
      var avro = DecoderFactory.get().binaryDecoder(record.value().array(), record.value().arrayOffset() + 5, record.value().remaining() - 5, null);
      var escalation = new GenericDatumReader<GenericRecord>(schema).read(null, avro);
      System.out.println(escalation.get("subject") + " " + escalation.get("fromWorker") + " " + escalation.get("trigger"));
} } } }
