#!/bin/bash
# pg - runs a command with a PostgreSQL of its own: test/pg.sh COMMAND...
# The server listens on a private socket only, keeps nothing, and is gone at the end. Its address is in
# SCHAKEL_TEST_PG. Exits as the command does.
set -eu
[ $# -gt 0 ] || { echo "usage: test/pg.sh COMMAND..." >&2; exit 2; }
bin=""
for version in 17 16 15; do
  [ -x /usr/lib/postgresql/$version/bin/initdb ] && bin=/usr/lib/postgresql/$version/bin
done
[ -n "$bin" ] || { echo "pg.sh: install the Debian package postgresql-15" >&2; exit 2; }

folder=$(mktemp -d /tmp/schakel-pg.XXXXXX)
as=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
  user=postgres
  id -u $user >/dev/null 2>&1 || user=nobody
  chown $user "$folder"
  as=(runuser -u $user --)
fi
command_pid=""
stop() {
  trap - EXIT INT TERM HUP
  [ -z "$command_pid" ] || kill -TERM "$command_pid" 2>/dev/null || true
  cd / && "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'stop; exit 130' INT
trap 'stop; exit 143' TERM HUP

quietly() {
  "$@" >"$folder.log" 2>&1 || { cat "$folder.log" "$folder/log" >&2 2>/dev/null; rm -f "$folder.log"; exit 2; }
  rm -f "$folder.log"
}
# C.UTF-8: texts are ordered by their bytes, as SQLite does.
(cd / && quietly "${as[@]}" "$bin/initdb" -D "$folder/data" -U schakel --auth=trust --encoding=UTF8 \
  --locale=C.UTF-8 --no-sync)
# fsync off: a test's database needs to survive nothing.
options="-c listen_addresses='' -c unix_socket_directories=$folder -c fsync=off -c full_page_writes=off"
options="$options -c max_connections=200 -c shared_buffers=64MB -c autovacuum=off -c log_min_messages=error"
options="$options ${SCHAKEL_PG_OPTIONS:-}"
(cd / && quietly "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -o "$options" -w -t 60 start)
chmod 755 "$folder"

export SCHAKEL_TEST_PG="postgresql://schakel@/postgres?host=$folder"
"$@" &
command_pid=$!
code=0
wait "$command_pid" || code=$?
command_pid=""
exit "$code"
