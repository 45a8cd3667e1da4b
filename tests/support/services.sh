# Databases for development: containers where there is a Docker engine, else Debian's PostgreSQL. Sourced by ./dev.
# shellcheck shell=bash

readonly compose=(docker compose --file tests/docker-compose.yml)
readonly services_folder=$root/build/services/postgresql

has_docker_engine() {
    command -v docker >/dev/null && docker info >/dev/null 2>&1
}

services() {
    case $1 in
        up) services_up ;;
        down) services_down ;;
        *)
            show_help >&2
            exit 2
            ;;
    esac
}

services_up() {
    if has_docker_engine; then
        "${compose[@]}" up --detach --wait postgresql sqlserver
        echo "SQL Server: localhost:1433, user sa, password in tests/docker-compose.yml"
    else
        echo "There is no Docker engine: Debian's PostgreSQL is used, without SQL Server."
        require_packages test
        [[ -d $services_folder/data ]] || create_postgresql "$services_folder"
        if ! postgresql_runs "$services_folder" && ! start_postgresql "$services_folder" 5432; then
            tail -n 5 "$services_folder/log" >&2
            return 1
        fi
        create_database backbone
    fi
    echo "PostgreSQL: BACKBONE_DATABASE__BACKEND=postgresql" \
        "BACKBONE_DATABASE__CONNECTION=postgresql://backbone:backbone@localhost:5432/backbone"
}

services_down() {
    if has_docker_engine; then
        "${compose[@]}" down
    elif [[ -f $services_folder/data/postmaster.pid ]]; then
        stop_postgresql "$services_folder"
    else
        echo "Nothing is running."
    fi
}

create_database() {
    local psql=(psql --no-psqlrc --quiet --tuples-only --host=127.0.0.1 --username=backbone --dbname=postgres)
    if [[ -z $("${psql[@]}" --command="SELECT 1 FROM pg_database WHERE datname = '$1'") ]]; then
        "${psql[@]}" --command="CREATE DATABASE $1"
    fi
}
