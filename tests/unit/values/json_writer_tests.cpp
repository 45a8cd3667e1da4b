#include <map>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/error.hpp>
#include <backbone/json_writer.hpp>
#include <backbone/paging.hpp>
#include <backbone/response.hpp>

using namespace backbone;

namespace {

template <class T>
std::string written(const T& value)
{
    std::string out;
    JsonWriter(out).write(value);
    return out;
}

struct Point
{
    int x;
    std::optional<std::string> name;
};

void write_json(JsonWriter& json, const Point& point)
{
    json.object([&] {
        json.member("x", point.x);
        json.member("name", point.name);
    });
}

}  // namespace

TEST_CASE("values are written in the forms of the wire", "[values]")
{
    CHECK(written(true) == "true");
    CHECK(written(-5) == "-5");
    CHECK(written(std::string("Grüße \"x\"\\\n\x01")) == R"("Grüße \"x\"\\\n\u0001")");
    CHECK(written(std::optional<int>{}) == "null");
    CHECK(written(Timestamp::from_microseconds(1'999)) == R"("1970-01-01T00:00:00.001Z")");
    CHECK(written(std::vector<int>{1, 2, 3}) == "[1,2,3]");
    CHECK(written(std::map<std::string, bool>{{"a", true}, {"b", false}}) == R"({"a":true,"b":false})");
}

TEST_CASE("objects nest, with null for what is absent and commas where they belong", "[values]")
{
    CHECK(written(std::vector<Point>{{1, "a"}, {2, {}}}) == R"([{"x":1,"name":"a"},{"x":2,"name":null}])");
    CHECK(ok(Point{1, {}}).body == R"({"result":{"x":1,"name":null}})");
}

TEST_CASE("a page tells of others only if there are several", "[values]")
{
    const auto page = [](std::int32_t number, int items, std::int64_t total) {
        return page_of<int>(
                   Page{number, 2},
                   [&](const auto& visit) {
                       for (int i = 0; i < items; ++i) visit(i);
                   },
                   [&] { return total; })
            .body;
    };
    CHECK(page(1, 0, -1) == R"({"result":[]})");
    CHECK(page(1, 2, 2) == R"({"result":[0,1]})");
    CHECK(page(1, 2, 5) ==
          R"({"result":[0,1],"pagination":{"pageNumber":1,"pageSize":2,"totalPages":3,"totalRecords":5}})");
    CHECK(page(3, 1, -1) ==
          R"({"result":[0],"pagination":{"pageNumber":3,"pageSize":2,"totalPages":3,"totalRecords":5}})");
}

TEST_CASE("a page of several records is bounded, and stops when it is too large", "[values]")
{
    const std::string record(kMaximumBytesOfPage / 2, 'x');
    int asked_for = 0;
    const auto page_of_records = [&](std::int32_t size, int records) {
        return page_of<std::string>(
            Page{1, size},
            [&](const auto& visit) {
                for (asked_for = 0; asked_for < records;) {
                    ++asked_for;
                    visit(record);
                }
            },
            [] { return 0; });
    };
    CHECK(page_of_records(50, 1).status == 200);
    try {
        page_of_records(50, 50);
        FAIL("the page is too large");
    } catch (const Error& error) {
        CHECK(error.code() == codes::kInvalidPageSize);
    }
    CHECK(asked_for == 2);
    CHECK_NOTHROW(check_bytes_of_page(Page{1, 1}, 2 * kMaximumBytesOfPage));
}

TEST_CASE("keys that are data begin with a lower-case letter", "[values]")
{
    const auto [name, key] = GENERATE(table<std::string, std::string>({
        {"Flag", "flag"},
        {"ABCFlag", "abcFlag"},
        {"AB", "ab"},
        {"iD", "iD"},
        {"URLName", "urlName"},
        {"Some Tag", "some Tag"},
        {"A B", "a B"},
        {"2ndTag", "2ndTag"},
        {"Ünlaut", "ünlaut"},
        {"HOME-page", "homE-page"},
        {"", ""},
    }));
    CHECK(camel_case(name) == key);
}
