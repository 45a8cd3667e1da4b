-- replay.lua FILE [PAUSE]: sends the requests of the file in order, over and over; each connection pauses for so many
-- milliseconds before each of them.
local report = require "report"

local requests
local position = 0

function init(arguments)
    requests = report.entries(arguments[1], 1, 1)
    local pause = tonumber(arguments[2])
    if pause then
        function delay()
            return pause
        end
    end
end

function request()
    position = position % #requests + 1
    return requests[position]
end

function done(summary, latency)
    report.print_summary(summary, latency)
end
