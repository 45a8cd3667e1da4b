# Installs what is missing, and says so. Sourced by ./dev, which defines `packages`.
# shellcheck shell=bash

readonly node_version=20
readonly node_folder=$root/build/tools/node

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "This needs root or sudo: $*" >&2
        return 1
    fi
}

# Prints the names among the arguments that are not installed.
packages_not_installed() {
    local installed
    installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    comm -23 <(printf '%s\n' "$@" | sort -u) <(sed -n 's/^installed //p' <<<"$installed" | sort -u)
}

# Installs the missing ones of the packages for the given purposes.
require_packages() {
    local entry purpose reason names wanted=() missing=()
    for entry in "${packages[@]}"; do
        IFS='|' read -r purpose reason names <<<"$entry"
        # shellcheck disable=SC2206  # a list of names
        [[ " $* " != *" $purpose "* ]] || wanted+=($names)
    done
    if ! command -v dpkg-query apt-get >/dev/null; then
        echo "This is no Debian. The project needs what these packages hold: ${wanted[*]}" >&2
        return
    fi
    mapfile -t missing < <(packages_not_installed "${wanted[@]}")
    ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

install_packages() {
    local entry purpose reason names name why
    echo "Installing Debian packages:"
    for entry in "${packages[@]}"; do
        IFS='|' read -r purpose reason names <<<"$entry"
        why=
        for name in $names; do
            [[ " $* " != *" $name "* ]] || why+=" $name"
        done
        [[ -z $why ]] || echo "  for $purpose ($reason):$why"
    done
    if [[ " $* " == *" libboost1.81-dev "* && -z $(packages_not_installed libboost1.74-dev) ]]; then
        echo "  libboost1.74-dev is installed and conflicts with libboost1.81-dev: apt replaces it."
    fi
    echo "  This takes some minutes; what apt says goes to build/setup.log."
    mkdir -p build
    if ! { as_root apt-get update && without_main_cluster apt_install "$@"; } >build/setup.log 2>&1; then
        tail -n 30 build/setup.log >&2
        return 1
    fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -o Dpkg::Use-Pty=0 --no-install-recommends "$@"
}

# Debian's PostgreSQL creates and starts a database cluster when it is installed. Ours are started when they are needed.
without_main_cluster() {
    local setting=/etc/postgresql-common/createcluster.d/backbone.conf result=0
    as_root mkdir -p "${setting%/*}"
    echo 'create_main_cluster = false' | as_root tee "$setting" >/dev/null
    "$@" || result=$?
    as_root rm -f "$setting"
    return "$result"
}

# Puts a Node that is new enough on the PATH: the one that is there, or npm's package `node`, since Debian's is too old.
require_node() {
    if node_is_new_enough && command -v npm >/dev/null; then
        return
    fi
    if [[ ! -x $node_folder/node_modules/node/bin/node ]]; then
        local missing=()
        command -v npm >/dev/null || missing=(npm)
        ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
        echo "Installing Node $node_version from npm into ${node_folder#"$root"/} for the web interface, and the tests in JavaScript"
        npm install --prefix "$node_folder" --no-save --no-audit --no-fund --loglevel=error "node@$node_version"
    fi
    PATH=$node_folder/node_modules/node/bin:$PATH
}

node_is_new_enough() {
    command -v node >/dev/null && (($(node --print 'process.versions.node.split(".")[0]') >= node_version))
}

# require_npm_packages FOLDER WHAT: installs what a folder's lock file says.
require_npm_packages() {
    local installed=$root/$1/node_modules/.package-lock.json
    if [[ ! $installed -nt $root/$1/package-lock.json ]]; then
        echo "Installing $2 from npm"
        npm ci --prefix "$root/$1" --no-audit --no-fund --loglevel=error
    fi
}

require_client() {
    require_npm_packages tests/e2e "the client of the e2e tests"
}

# The browser itself is a Debian package.
require_browser_driver() {
    require_npm_packages tests/ui "what drives the browser of the UI tests"
}

require_ui_packages() {
    require_npm_packages modules/admin/ui "what the web interface is made of"
}
