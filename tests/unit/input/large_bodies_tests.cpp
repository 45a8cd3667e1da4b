#include <string>

#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include <backbone/error.hpp>
#include <backbone/request.hpp>

#include "http/body_budget.hpp"
#include "input/json_memory.hpp"

using namespace backbone;
using backbone::http::BodyBudget;

namespace {

constexpr std::size_t kMebibyte = 1024 * 1024;

Request json_request(std::string body, BodyBudget* budget = nullptr)
{
    Request request;
    request.headers.push_back({"Content-Type", "application/json"});
    request.body = std::move(body);
    request.budget = budget;
    return request;
}

/// `[element,element,…]` of about so many bytes.
std::string list_of(std::string_view element, std::size_t bytes)
{
    std::string list = "[";
    while (list.size() < bytes) list.append(element).append(",");
    list.back() = ']';
    return list;
}

std::string code_of(const Request& request)
{
    try {
        request.json();
    } catch (const Error& error) {
        return error.code();
    }
    return {};
}

}  // namespace

TEST_CASE("A body of nothing but small values is refused before it fills the memory", "[input]")
{
    const std::string element = GENERATE("0", "{}", "[]", R"("")", R"({"":0})", "[[[0]]]");
    CAPTURE(element);
    CHECK(code_of(json_request(list_of(element, 4 * kMebibyte))) == codes::kInputCannotBeParsed);
    CHECK(code_of(json_request(list_of(element, kMebibyte / 32))).empty());
}

TEST_CASE("The bodies that clients send are read, however large", "[input]")
{
    const std::string element = GENERATE(
        R"({"externalEventId":"SYIAAAAAAAAAAAAAAAAA"})",
        R"({"objectIdentifier":"A","collection":"B","type":"Create","encryptedPayload":"AAAA","datawalletVersion":1})");
    const Request request = json_request(list_of(element, 4 * kMebibyte));
    REQUIRE(code_of(request).empty());
    CHECK(request.json()->is_array());
}

TEST_CASE("What large bodies are parsed into is counted with the bodies, until the request is gone", "[input]")
{
    BodyBudget budget(16 * kMebibyte);
    const std::string body = list_of(R"({"externalEventId":"SYIAAAAAAAAAAAAAAAAA"})", 2 * kMebibyte);
    {
        const Request first = json_request(body, &budget);
        REQUIRE(first.json() != nullptr);
        CHECK(budget.used() > 2 * kMebibyte);
        const Request second = json_request(body, &budget);
        CHECK_THROWS_AS(second.json(), Unavailable);
        CHECK(json_request("{}", &budget).json()->is_object());
    }
    CHECK(budget.used() == 0);
    CHECK(json_request(body, &budget).json()->is_array());
}

TEST_CASE("Memory for a body is aligned, whatever was taken before", "[input]")
{
    JsonMemory memory(100, nullptr);
    const std::size_t alignment = GENERATE(1U, 8U, 16U, 64U);
    for (const std::size_t bytes : {1U, 3U, 100U, 1000U, 5000U}) {
        void* const place = memory.allocate(bytes, alignment);
        CHECK(reinterpret_cast<std::uintptr_t>(place) % alignment == 0);
    }
}

TEST_CASE("A form or a query has a bounded number of parameters", "[input]")
{
    std::string many;
    for (int i = 0; i < 1024; ++i) many += "a&";
    CHECK(Parameters::decode(many).pairs().size() == 1024);
    CHECK_THROWS_AS(Parameters::decode(many + "a"), Error);
}
