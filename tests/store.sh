#!/usr/bin/env bash
# Publishing to an object store, against moto's server of the S3 protocol on this machine: tests/store.sh [cargo's options]
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
tools=$target/test-tools/moto
log=$target/test-tools/moto.log

if [ ! -x "$tools/bin/moto_server" ]; then
  rm -rf "$tools"
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet 'moto[server]==5.2.5'
fi

# A port that is free now.
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$tools/bin/moto_server" --host 127.0.0.1 --port "$port" >"$log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in $(seq 100); do
  python3 -c "import socket; socket.create_connection(('127.0.0.1', $port), 1)" 2>/dev/null && break
  sleep 0.2
done

YIBEN_S3=127.0.0.1:$port cargo test --features s3 --test store "$@"
