#!/bin/sh
# After a deployment: asks the new app whether it does its work. That also starts it, and at its start it migrates the stored data and
# tells Telegram where its webhook is. azd gives SITE_URL, an output of main.bicep.
set -eu
: "${SITE_URL:?SITE_URL is not set: run this through azd, or set it to the address of the site}"
tries=60
while :; do
  status=$(curl --silent --show-error --max-time 15 --output /dev/null --write-out '%{http_code}' "${SITE_URL%/}/health" || true)
  if [ "$status" = 200 ]; then
    echo "The bot at $SITE_URL is running and healthy."
    exit 0
  fi
  tries=$((tries - 1))
  if [ "$tries" = 0 ]; then
    echo "The bot at $SITE_URL/health still answers ${status:-nothing} after five minutes: docs/runbook.md says what to look at." >&2
    exit 1
  fi
  sleep 5
done
