-- journeys.lua FILE THREADS: makes the journeys of the file, each once, and stops when all have been made. A journey is
-- several requests, one after the other. What is counted and timed is the whole journey. One connection a thread.
local report = require "report"

local kBetweenRequests = "\n--- next request ---\n"
local kMarkerOfUser = ("USER"):rep(5) -- as long as a username, so that the length of the request is right

local threads = {}
local journeys, steps, user, began_journey

local function steps_of(journey)
    local parts, position = {}, 1
    while true do
        local first, last = journey:find(kBetweenRequests, position, true)
        parts[#parts + 1] = journey:sub(position, (first or 0) - 1)
        if not first then
            return parts
        end
        position = last + 1
    end
end

local function set_out()
    steps = steps_of(journeys[#durations + 1])
    step = 1
    began_journey = report.now()
end

function setup(thread)
    threads[#threads + 1] = thread
    thread:set("number", #threads)
end

function init(arguments)
    journeys = report.entries(arguments[1], number, tonumber(arguments[2]))
    durations = {}
    bytes = 0
    began = report.now()
    ended = began
    set_out()
end

function request()
    local text = steps[step]:gsub(kMarkerOfUser, user or "")
    return text
end

function response(_, _, body)
    user = body:match('"username"%s*:%s*"(%w+)"') or user
    step = step + 1
    if step <= #steps then
        return
    end
    ended = report.now()
    durations[#durations + 1] = ended - began_journey
    if #durations == #journeys then
        wrk.thread:stop()
    else
        set_out()
    end
end

local function percentile(sorted, share)
    return sorted[math.max(1, math.ceil(share * #sorted))] or 0
end

function done(summary)
    local all = {}
    local first, last = math.huge, 0
    for _, thread in ipairs(threads) do
        first = math.min(first, thread:get("began"))
        last = math.max(last, thread:get("ended"))
        for _, duration in ipairs(thread:get("durations")) do
            all[#all + 1] = duration
        end
    end
    table.sort(all)
    report.print {
        completed = #all,
        seconds = last - first,
        p50 = percentile(all, 0.50) * 1e3,
        p99 = percentile(all, 0.99) * 1e3,
        errors = report.number_of_errors(summary),
        bytes = summary.bytes,
    }
end
