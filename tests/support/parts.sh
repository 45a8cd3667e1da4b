# The parts of a test run, and how each is built and run. Sourced by ./dev.
# shellcheck shell=bash

readonly all_parts=(format unit integration contract e2e ui crash soak plans fuzz asan tsan lint)
# What `./dev test` runs by itself. The unit and integration tests run in asan, so they need no second build; the analysis
# takes minutes and finds matters of care, not faults.
readonly usual_parts=(format contract e2e ui crash soak plans fuzz asan tsan)
readonly fuzz_seconds=${BACKBONE_TEST_FUZZ_SECONDS:-10}
readonly soak_seconds=${BACKBONE_TEST_SOAK_SECONDS:-30}

parts=()          # what is to be run
contract_areas=() # none: all
tags=()           # Catch2 tags; none: all tests
declare -A built  # presets and targets whose build was tried: "yes" or "no"

# Reads the words behind `./dev test`.
choose_parts() {
    local word previous=
    for word in "$@"; do
        if [[ " ${all_parts[*]} " == *" $word "* ]]; then
            parts+=("$word")
        elif [[ $previous == contract ]] && area_is_known "$word"; then
            contract_areas+=("$word")
            word=contract # more areas may follow
        else
            tags+=("$word")
        fi
        previous=$word
    done
    if ((${#tags[@]} > 0 && ${#parts[@]} == 0)); then
        parts=(unit integration)
        mapfile -t contract_areas < <(areas_of_modules "${tags[@]}")
        ((${#contract_areas[@]} == 0)) || parts+=(contract)
    fi
    ((${#parts[@]} > 0)) || parts=("${usual_parts[@]}")
}

area_is_known() {
    [[ -f tests/contract/golden/$1.json ]]
}

# Prints the areas whose module is among the arguments.
areas_of_modules() {
    awk -v modules=" $* " '!/^#/ && index(modules, " " $2 " ") { print $1 }' tests/contract/areas
}

# Runs every part, also after a failure. A part that fails without having counted anything counts as one failure.
run_parts() {
    local part failed_before
    for part in "${parts[@]}"; do
        failed_before=$total_failed
        if ! "run_$part" && ((total_failed == failed_before)); then
            echo "$part could not be run"
            total_failed=$((total_failed + 1))
        fi
    done
}

# tests_need PRESET [TARGET…]: builds once per preset and targets.
tests_need() {
    local key="$*"
    if [[ -z ${built[$key]:-} ]]; then
        built[$key]=yes
        step "build $1" build "$@" || built[$key]=no
    fi
    [[ ${built[$key]} == yes ]]
}

# Runs a program of Catch2 tests, restricted to the chosen tags, each of which is enough.
catch2() {
    local tag filter=
    for tag in "${tags[@]}"; do
        filter+=${filter:+,}[$tag]
    done
    "$@" ${filter:+"$filter"}
}

# The same for tests on databases: those on PostgreSQL run beside the others, since they wait most of their time.
catch2_on_databases() {
    local tag others= on_postgresql= status=0 output beside
    for tag in "${tags[@]}"; do
        others+="${others:+,}[$tag]~[postgresql]"
        on_postgresql+="${on_postgresql:+,}[$tag][postgresql]"
    done
    output=$(mktemp)
    "$@" "${on_postgresql:-[postgresql]}" >"$output" 2>&1 &
    beside=$!
    "$@" "${others:-~[postgresql]}" || status=$?
    wait "$beside" || status=$?
    cat "$output"
    rm -f "$output"
    return "$status"
}

run_unit() {
    tests_need dev unit_tests integration_tests || return
    step unit catch2 build/dev/tests/unit_tests
}

run_integration() {
    tests_need dev unit_tests integration_tests && start_test_postgresql || return
    step integration catch2_on_databases build/dev/tests/integration_tests
}

run_contract() {
    tests_need release backbone && start_test_postgresql || return
    step contract tests/contract/run "${contract_areas[@]}"
}

run_e2e() {
    tests_need release backbone && step "install client" require_client && start_test_postgresql || return
    step e2e tests/e2e/run
}

# The web interface: its sources and its logic, and then what an operator does with it in a browser.
run_ui() {
    step "install ui" require_ui_packages && step "ui sources" check_ui || return
    tests_need release backbone && step "install client" require_client &&
        step "install browser driver" require_browser_driver && start_test_postgresql || return
    step ui tests/ui/run
}

check_ui() {
    npm run lint --prefix modules/admin/ui &&
        npm test --prefix modules/admin/ui &&
        echo "1 passed, 0 failed"
}

run_crash() {
    tests_need release backbone && start_test_postgresql || return
    step crash tests/crash/run
}
run_soak() {
    tests_need release backbone || return
    step soak tests/soak/run "$soak_seconds"
}
run_plans() {
    tests_need release backbone || return
    step plans tests/plans/run
}

run_fuzz() {
    tests_need fuzz fuzz_targets || return
    local target
    for target in build/fuzz/tests/fuzz_*; do
        if [[ -f $target && -x $target ]]; then
            step "${target##*/}" fuzz "$target"
        fi
    done
}

# Feeds one target for a short while, beginning with what earlier runs and tests/fuzz/corpus found worth keeping.
fuzz() {
    local name=${1##*/}
    local found=build/fuzz/corpus/$name seeds=tests/fuzz/corpus/$name
    mkdir -p "$found"
    [[ -d $seeds ]] || seeds=
    without_address_randomisation "$1" -max_total_time="$fuzz_seconds" -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="$logs/$name-" "$found" ${seeds:+"$seeds"} &&
        echo "1 passed, 0 failed"
}

run_asan() {
    tests_need asan unit_tests integration_tests && start_test_postgresql || return
    export ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1
    export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    step "asan unit" catch2 without_address_randomisation build/asan/tests/unit_tests
    step "asan integration" catch2_on_databases without_address_randomisation build/asan/tests/integration_tests
}

# Only what runs concurrently: the rest would be slow and cannot race.
run_tsan() {
    tests_need tsan unit_tests integration_tests && start_test_postgresql || return
    export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
    step "tsan unit" without_address_randomisation build/tsan/tests/unit_tests '[concurrency]'
    step "tsan integration" without_address_randomisation build/tsan/tests/integration_tests '[concurrency]'
}

# The sanitizers of GCC 12 and Clang 14 stumble over the large random offsets of newer kernels.
without_address_randomisation() {
    if setarch --addr-no-randomize true 2>/dev/null; then
        setarch --addr-no-randomize "$@"
    else
        "$@"
    fi
}

run_format() {
    step "format" check_format
    step "shellcheck" check_shell_scripts
}

run_lint() {
    run_format
    step "configure dev" cmake --preset dev && step "clang-tidy" check_sources
}

check_format() {
    cpp_files | xargs --no-run-if-empty clang-format --dry-run --Werror &&
        echo "1 passed, 0 failed"
}

# The programs; what they source is checked with them.
check_shell_scripts() {
    git ls-files --cached --others --exclude-standard -- dev .ci/run 'tests/*/run' tests/support/analyse-source |
        xargs grep --files-with-matches '^#!.*bash' | xargs shellcheck --external-sources --check-sourced &&
        echo "1 passed, 0 failed"
}

check_sources() {
    cpp_files | grep -E '^(src|modules)/.*\.cpp$' |
        xargs --no-run-if-empty --max-args=1 --max-procs="$(nproc)" tests/support/analyse-source build/dev &&
        echo "1 passed, 0 failed"
}
