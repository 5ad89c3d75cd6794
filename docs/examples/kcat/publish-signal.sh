#!/bin/sh
id=$(cat /proc/sys/kernel/random/uuid)
now=$(date -u +%Y-%m-%dT%H:%M:%S.000Z)
data='{"ticketId": "T-77", "text": "My card has not arrived yet.", "channel": "web", "createdAt": "'$now'"}'
event='{"specversion": "1.0", "id": "'$id'", "source": "urn:example:helpdesk", "type": "ticket.created", "data": '$data'}'
echo "$event" | kcat -b "$KAFKA_BROKERS" -P -t inbound.customer-experience.v1 -k T-77 && echo "$id"
