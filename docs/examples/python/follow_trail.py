import json, os
from kurrentdbclient import KurrentDBClient
client = KurrentDBClient(uri=os.environ["EVENTSTORE_URL"])
last = None
for event in client.get_stream("worker-churn-signal"):
    last = event.stream_position
    print("read", last, event.type, json.loads(event.metadata)["source"]["stream"], flush=True)
with client.subscribe_to_stream("worker-churn-signal", stream_position=last) as events:
    for event in events:
        print("live", event.stream_position, event.type, json.loads(event.metadata)["source"]["stream"], flush=True)
