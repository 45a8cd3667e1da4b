# A PostgreSQL of our own: in a folder, on a free port, owned by a user who is not root. Sourced by ./dev and tests/bench.
# shellcheck shell=bash

# The programs of Debian's PostgreSQL are not on the PATH.
postgresql_programs() {
    local folders=(/usr/lib/postgresql/*/bin)
    echo "${folders[-1]}"
}

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
as_database_user() {
    if ((EUID == 0)); then
        (cd / && exec runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# Below the ports which the system gives to outgoing connections, so that none of them takes it before we do.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}

# create_postgresql FOLDER: a new cluster whose superuser is `backbone`.
create_postgresql() {
    local folder=$1
    mkdir -p "$folder"
    ((EUID != 0)) || chown postgres: "$folder"
    as_database_user "$(postgresql_programs)/initdb" --pgdata="$folder/data" --username=backbone --auth=trust \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
}

# start_postgresql FOLDER PORT [SETTING=VALUE…]
start_postgresql() {
    local folder=$1 port=$2 setting options
    shift 2
    options="-p $port -k $folder -c listen_addresses=127.0.0.1"
    for setting in "$@"; do
        options+=" -c $setting"
    done
    as_database_user "$(postgresql_programs)/pg_ctl" start --pgdata="$folder/data" --wait --silent \
        --log="$folder/log" --options="$options"
}

# postgresql_runs FOLDER
postgresql_runs() {
    as_database_user "$(postgresql_programs)/pg_ctl" status --pgdata="$1/data" >/dev/null
}

# stop_postgresql FOLDER [MODE]
stop_postgresql() {
    as_database_user "$(postgresql_programs)/pg_ctl" stop --pgdata="$1/data" --wait --silent --mode="${2:-fast}"
}

# Starts a PostgreSQL that goes when this script ends, and exports its address as BACKBONE_TEST_POSTGRESQL.
# One that the caller of the script named there already is used instead.
start_test_postgresql() {
    [[ -z ${BACKBONE_TEST_POSTGRESQL:-} ]] || return 0
    local port attempt
    test_postgresql=$(mktemp -d -t backbone-postgresql.XXXXXX)
    create_postgresql "$test_postgresql"
    for attempt in 1 2 3; do
        port=$(free_port)
        if start_postgresql "$test_postgresql" "$port" max_connections=200 fsync=off full_page_writes=off; then
            export BACKBONE_TEST_POSTGRESQL="postgresql://backbone@127.0.0.1:$port/postgres"
            return 0
        fi
        echo "PostgreSQL did not start on port $port (attempt $attempt):" >&2
        tail -n 5 "$test_postgresql/log" >&2
    done
    return 1
}

stop_test_postgresql() {
    [[ -n ${test_postgresql:-} ]] || return 0
    stop_postgresql "$test_postgresql" immediate || true
    rm -rf "$test_postgresql"
    test_postgresql=
}
