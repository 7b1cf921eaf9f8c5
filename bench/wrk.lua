-- Posts the lines of the file BODIES in turn with the token TOKEN, looks into every answer for what went wrong, and
-- prints what came of it as JSON. For wrk, with one thread.
local token = os.getenv("TOKEN")
local bodies = {}
for line in io.lines(os.getenv("BODIES")) do
  bodies[#bodies + 1] = line
end

local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
end

local head
local single
local at = 0

local function post(body)
  return head .. #body .. "\r\n\r\n" .. body
end

function init()
  wrong = 0
  head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port ..
    "\r\nAuthorization: Bearer " .. token ..
    "\r\nContent-Type: application/json\r\nAccept: application/graphql-response+json\r\nContent-Length: "
  if #bodies == 1 then
    single = post(bodies[1])
  end
end

function request()
  if single then
    return single
  end
  at = at % #bodies + 1
  return post(bodies[at])
end

function response(status, _, body)
  if status ~= 200 or body:find('"errors":', 1, true) or body:find('"userErrors":[{', 1, true) then
    wrong = wrong + 1
    if wrong == 1 then
      io.stderr:write(status, " ", body, "\n")
    end
  end
end

function done(summary, latency)
  local wrong = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("wrong")
  end
  print(string.format('\n{"calls":%d,"micros":%d,"p50":%.1f,"p99":%.1f,"wrong":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), wrong))
end
