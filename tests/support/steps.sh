# Runs the steps of a test run, one line each, and counts what they report. Sourced by ./dev.
# shellcheck shell=bash

readonly logs=$root/build/test-logs
total_passed=0
total_failed=0
running_step=

# Ends what is running, also when the run is interrupted.
clean_up() {
    if [[ -n $running_step ]]; then
        kill -TERM -- "-$running_step" 2>/dev/null || true
        wait "$running_step" 2>/dev/null || true
    fi
    stop_test_postgresql
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Adds up what a log reports: Catch2's summaries, and lines `N passed, N failed`. Prints "PASSED FAILED".
count_results() {
    awk '
        /^All tests passed \(/ { for (i = 2; i <= NF; ++i) if ($i ~ /^case/) passed += $(i - 2) }
        /^test cases:/ {
            fields = split(substr($0, 12), field, "|")
            for (i = 1; i <= fields; ++i) {
                if (field[i] ~ /passed|failed as expected/) passed += field[i] + 0
                else if (field[i] ~ /failed/) failed += field[i] + 0
            }
        }
        /^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
        END { print passed + 0, failed + 0 }' "$1"
}

# step NAME COMMAND…: runs the command with its output in build/test-logs/NAME.log; true if all is well.
# A command that ends with an error counts as a failure, whatever it reported.
step() {
    local name=$1 started=$SECONDS status=0 passed failed log
    shift
    mkdir -p "$logs"
    log=$logs/${name// /-}.log
    set -m # a process group of its own, so that clean_up reaches all of it
    "$@" >"$log" 2>&1 </dev/null &
    running_step=$!
    set +m
    wait "$running_step" || status=$?
    running_step=
    read -r passed failed < <(count_results "$log")
    ((status == 0 || failed > 0)) || failed=1
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
    printf '%-26s %5d passed %5d failed %5d s\n' "$name" "$passed" "$failed" $((SECONDS - started))
    if ((failed > 0)); then
        echo "--- the end of ${log#"$root"/} (exit code $status) ---"
        tail -n 40 "$log"
        echo "---"
    else
        sed -n 's/^remark: /  /p' "$log"
    fi
    ((failed == 0))
}

# The last line of a test run.
report_total() {
    if ((total_passed + total_failed == 0)); then
        echo "Nothing was tested." >&2
        total_failed=1
    fi
    echo "$total_passed passed, $total_failed failed"
    ((total_failed == 0))
}
