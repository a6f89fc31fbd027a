#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# In a machine of scripts/on-kernel: the clock goes a day forward, two back and one forward while Egret watches, and
# a server connects after each step. The stream goes to stdout.
here=/payload/clock
step() {
  date -s "@$(($(date +%s) + $1))" >/dev/null
  sleep 5
  "$here/connect" 127.0.0.1 "$2"
  sleep 5
}
ip link set lo up
"$here/egret" run --policy "$here/policy.yaml" --home "$here/home" --heartbeat 1 --judge-manual --all \
  --output file:/tmp/alerts.ndjson --ready-file /tmp/ready 2>/tmp/errors &
watcher=$!
until [ -e /tmp/ready ] || ! kill -0 "$watcher"; do sleep 1; done
step 0 9001
step 86400 9002
step -172800 9003
step 86400 9004
kill -TERM "$watcher"
wait "$watcher"
echo "status $?" >&2
cat /tmp/errors >&2
cat /tmp/alerts.ndjson
