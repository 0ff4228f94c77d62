#!/usr/bin/env bash
# Makes a throw-away host ready for the integration tests, and says what it changes: an
# unprivileged user with subordinate ids, and devices that this user may open.
set -euo pipefail
# shellcheck source=contrib/lib/common.sh
. "$(dirname "$0")/common.sh"

user=kapok-test

if [ "$(id -u)" != 0 ]; then
  say "not root: the tests as root will be skipped"
  exit 0
fi
if ! id "$user" > /dev/null 2>&1; then
  say "making the user $user"
  useradd --create-home --shell /bin/bash "$user"
fi
for file in /etc/subuid /etc/subgid; do
  if ! grep -q "^$user:" "$file" 2> /dev/null; then
    say "giving $user subordinate ids in $file"
    echo "$user:2000000:65536" >> "$file"
  fi
done
# Whom --userns=auto takes the ids of root's containers from.
for file in /etc/subuid /etc/subgid; do
  if [ "${CI:-}" = true ] && ! grep -q '^containers:' "$file" 2> /dev/null; then
    say "setting ids aside for containers of root in $file"
    echo containers:2147483647:2147483648 >> "$file"
  fi
done
# A container or virtual machine for tests often has these for root alone.
for device in /dev/net/tun /dev/fuse; do
  if [ -c "$device" ] && [ "${CI:-}" = true ]; then
    chmod 0666 "$device"
  elif [ -c "$device" ] && [ "$(stat -c %a "$device")" = 600 ]; then
    say "$device is for root alone: rootless networks are skipped (chmod 0666 $device opens it)"
  fi
done
