-- What the scripts for wrk share: the file with their requests, a clock, and the line of results that load.mjs reads.
local ffi = require "ffi"

ffi.cdef [[
typedef struct { long seconds; long nanoseconds; } bench_time;
int clock_gettime(int clock, bench_time *time);
]]

local kMonotonicClock = 1
local time = ffi.new("bench_time")

local report = {}

-- Seconds, from the same beginning in all threads.
function report.now()
    ffi.C.clock_gettime(kMonotonicClock, time)
    return tonumber(time.seconds) + tonumber(time.nanoseconds) / 1e9
end

-- The entries of a file, each of which is its length, a line feed and that many bytes; of `count` readers number `which`
-- (from 1) gets its share of them.
function report.entries(path, which, count)
    local entries = {}
    local position = 0
    local file = assert(io.open(path, "rb"))
    for length in file:lines() do
        local entry = file:read(tonumber(length))
        if position % count == which - 1 then
            entries[#entries + 1] = entry
        end
        position = position + 1
    end
    file:close()
    return entries
end

-- Prints the results: times in milliseconds.
function report.print(results)
    io.write(string.format(
        '\nRESULT {"completed":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"errors":%d,"bytes":%d}\n',
        results.completed, results.seconds, results.p50, results.p99, results.errors, results.bytes))
end

function report.number_of_errors(summary)
    local errors = summary.errors
    return errors.connect + errors.read + errors.write + errors.status + errors.timeout
end

-- What wrk has measured itself.
function report.print_summary(summary, latency)
    report.print {
        completed = summary.requests,
        seconds = summary.duration / 1e6,
        p50 = latency:percentile(50) / 1e3,
        p99 = latency:percentile(99) / 1e3,
        errors = report.number_of_errors(summary),
        bytes = summary.bytes,
    }
end

return report
