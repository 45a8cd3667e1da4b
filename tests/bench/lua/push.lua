-- push.lua FILE THREADS: pushes to one datawallet a thread, each time behind the index that the last answer told.
-- One connection a thread. An entry of the file is `INDEX REQUEST`, with a row of # where the index goes.
local report = require "report"

local kMarker = "#+"

local threads = {}
local before, after, width, index

function setup(thread)
    threads[#threads + 1] = thread
    thread:set("number", #threads)
end

function init(arguments)
    local entry = report.entries(arguments[1], number, tonumber(arguments[2]))[1]
    local first_index, template = entry:match("^(%S+) (.*)$")
    local first, last = template:find(kMarker)
    index = first_index
    width = last - first + 1
    before = template:sub(1, first - 1)
    after = template:sub(last + 1)
end

function request()
    return before .. string.rep(" ", width - #index) .. index .. after
end

function response(_, _, body)
    index = body:match('"newIndex"%s*:%s*(%d+)') or index
end

function done(summary, latency)
    report.print_summary(summary, latency)
end
