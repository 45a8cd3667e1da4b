#include <array>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/input.hpp>
#include <backbone/nullable_elements.hpp>

using namespace backbone;

namespace {

enum class Color : std::uint8_t { red = 0, green = 1 };

}  // namespace

template <>
inline constexpr auto backbone::kNames<Color> = std::to_array<Named<Color>>({{Color::red, "Red"},
                                                                             {Color::green, "Green"}});

namespace {

struct Item
{
    std::uint16_t count = 0;
    std::string name;
};

struct Input
{
    Id<"TOK"> id;
    Page page;
    std::vector<Id<"TOK">> ids;
    std::string title;
    std::optional<Base64Url> content;
    Timestamp at;
    Color color = Color::red;
    bool wanted = false;
    std::vector<Item> items;
    std::vector<std::optional<Item>> gifts;
    std::optional<IdentityAddress> address;
};

constexpr auto kItem =
    input::from<Item>(input::member("count", &Item::count), input::member("name", &Item::name, at_most_characters(3)));

constexpr auto kInput = input::from<Input>(
    input::paging(&Input::page), input::path("id", &Input::id), input::query("ids", &Input::ids),
    input::member("title", &Input::title, not_empty()), input::member("content", &Input::content, bytes_between(1, 3)),
    input::member("at", &Input::at, in_the_future()), input::member_or_default("color", &Input::color),
    input::member_or_default("wanted", &Input::wanted), input::array_or_empty("items", &Input::items, kItem),
    input::array_of_nullable_or_empty("gifts", &Input::gifts, kItem), input::member("address", &Input::address));

class NoDatabase final : public Database
{
  public:
    std::unique_ptr<Connection> connect() override { throw Unavailable("none"); }
};

class FixedClock final : public Clock
{
  public:
    Timestamp now() const override { return Timestamp::parse("2030-01-01").value(); }
};

struct Reading
{
    std::string code;
    Input input;
};

/// Reads a request with this body; the code of the error, or empty.
Reading read(std::string body, std::string query = {}, std::string id = "TOK1",
             std::string content_type = "application/json")
{
    NoDatabase database;
    FixedClock clock;
    SystemRandom random;
    const InstallationOptions installation;
    const Context context(database, clock, random, installation, std::nullopt, true);
    Request request;
    request.method = "POST";
    request.path = "/api/v2/Things/x";
    request.path_parameters.emplace_back("id", std::move(id));
    request.query_string = std::move(query);
    request.body = std::move(body);
    request.headers.push_back({"Content-Type", std::move(content_type)});
    try {
        return {"", kInput.read(request, context)};
    } catch (const Error& error) {
        return {error.code(), {}};
    } catch (const UnsupportedMediaType&) {
        return {"415", {}};
    }
}

std::string nested_lists(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

const std::string kGood = R"({"title":"t","at":"2031-01-01"})";
const std::string kUnparsable{codes::kInputCannotBeParsed};
const std::string kInvalid{codes::kInvalidPropertyValue};

}  // namespace

TEST_CASE("a body is bound, with defaults for what may be absent", "[input]")
{
    const Reading reading = read(
        R"({"TITLE":"t","at":"2031-01-01","color":"Green","items":[{"count":"5","name":"abc"}],"other":[1],"content":null})",
        "ids=TOK1&IDS=TOK2&pageNumber=2");
    CHECK(reading.code.empty());
    CHECK(reading.input.title == "t");
    CHECK(reading.input.color == Color::green);
    CHECK(reading.input.items.at(0).count == 5);
    CHECK_FALSE(reading.input.content);
    CHECK(reading.input.ids.size() == 2);
    CHECK(reading.input.page.number == 2);
    CHECK(reading.input.page.size == 50);
}

TEST_CASE("every wrong body has its code", "[input]")
{
    const auto [body, code] = GENERATE(table<std::string, std::string>({
        {kGood, ""},
        {"", kUnparsable},
        {"null", kUnparsable},
        {"[]", kUnparsable},
        {"{", kUnparsable},
        {R"({"title":"t"})", kUnparsable},
        {R"({"title":null,"at":"2031-01-01"})", kUnparsable},
        {R"({"title":5,"at":"2031-01-01"})", kUnparsable},
        {R"({"title":"a\u0000b","at":"2031-01-01"})", kUnparsable},
        {"{\"title\":\"\xff\",\"at\":\"2031-01-01\"}", kUnparsable},
        {"{\"title\":\"t\",\"at\":\"2031-01-01\",\"other\":\"\xff\"}", ""},
        {R"({"title":"t","at":"soon"})", kUnparsable},
        {R"({"title":" ","at":"2031-01-01"})", kInvalid},
        {R"({"title":"t","at":"2029-01-01"})", kInvalid},
        {R"({"title":"t","at":"2031-01-01","content":"AB"})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","content":""})", kInvalid},
        {R"({"title":"t","at":"2031-01-01","content":"AAAAAA"})", kInvalid},
        {R"({"title":"t","at":"2031-01-01","color":"blue"})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","color":1})", ""},
        {R"({"title":"t","at":"2031-01-01","color":7})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","wanted":"true"})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","items":null})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","items":[null]})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","items":[{"count":65536,"name":""}]})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","items":[{"count":5.0,"name":""}]})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","items":[{"count":5,"name":"abcd"}]})", kInvalid},
        {R"({"title":"t","at":"2031-01-01","gifts":[{"count":5,"name":"abc"}]})", ""},
        {R"({"title":"t","at":"2031-01-01","gifts":[{"count":5,"name":"abcd"}]})", kInvalid},
        {R"({"title":"t","at":"2031-01-01","gifts":[{"count":5,"name":"abc"},null]})", kInvalid},
        {R"({"title":"t","at":"2031-01-01","gifts":[null,{"count":5}]})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","gifts":[null,7]})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","gifts":null})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","address":"did:e:x"})", kInvalid},
        {R"({"title":5,"TITLE":"t","at":"2031-01-01"})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01",})", kUnparsable},
        {R"({"title":"t","at":"2031-01-01"} /* done */)", kUnparsable},
        {"\xef\xbb\xbf"
         R"({"title":"t","at":"2031-01-01"})",
         ""},
        {R"({"title":"t","at":"2031-01-01","other":)" + nested_lists(31) + "}", ""},
        {R"({"title":"t","at":"2031-01-01","other":)" + nested_lists(32) + "}", kUnparsable},
        {R"({"title":"t","at":"2031-01-01","items":[{"count":5,"name":"äöü"}]})", ""},
        {R"({"title":"t","at":"2031-01-01","items":[{"count":5,"name":"😀😀"}]})", kInvalid},
    }));
    CAPTURE(body);
    CHECK(read(body).code == code);
}

TEST_CASE("every wrong path, query or type has its code, in their order", "[input]")
{
    CHECK(read(kGood, {}, "FIL1").code == kInvalid);
    CHECK(read(kGood, {}, " ").code == kUnparsable);
    CHECK(read(kGood, "pageSize=201").code == codes::kInvalidPageSize);
    CHECK(read(kGood, "pageSize=201", "FIL1").code == codes::kInvalidPageSize);
    CHECK(read(kGood, "pageSize=0").code == kInvalid);
    CHECK(read(kGood, "pageNumber=0").code == kInvalid);
    CHECK(read(kGood, "pageNumber=").code == kUnparsable);
    CHECK(read(kGood, "pageSize=").code.empty());
    CHECK(read(kGood, "pageSize=+5").code.empty());
    CHECK(read(kGood, "ids=").code == kUnparsable);
    CHECK(read(kGood, "ids[0]=TOK1&ids[1]=TOK2").input.ids.size() == 2);
    CHECK(read(kGood, "ids[]=TOK1").input.ids.empty());
    CHECK(read(kGood, {}, "TOK1", "text/plain").code == "415");
    CHECK(read(kGood, {}, "TOK1", "").code == "415");
    CHECK(read(kGood, {}, "TOK1", "application/vnd.x+json; charset=UTF-8").code.empty());
    CHECK(read(kGood, {}, "TOK1", "application/json; charset=latin1").code == "415");
    CHECK(read(kGood, {}, "TOK1", "multipart/form-data; boundary=x").code == kUnparsable);
}

TEST_CASE("a query is decoded, and names are found in any case", "[input]")
{
    const Parameters query = Parameters::decode("a=1+2%2B3&&B=%C3%A4&c&d=%zz%4&=e&a=4&e[0]=x&E[1]=y&e[3]=z");
    CHECK(query.find("A") == "1 2+3");
    CHECK(query.find("b") == "\xc3\xa4");
    CHECK(query.find("c") == "");
    CHECK(query.find("d") == "%zz%4");
    CHECK(query.find("") == "e");
    CHECK_FALSE(query.find("f"));
    CHECK(query.list("a") == std::vector<std::string_view>{"1 2+3", "4"});
    CHECK(query.list("e") == std::vector<std::string_view>{"x", "y"});
    CHECK(query.count("a") == 2);
}

TEST_CASE("text in UTF-16 is read", "[input]")
{
    std::string utf16;
    for (const char c : kGood) utf16.append({c, '\0'});
    CHECK(read(utf16, {}, "TOK1", "application/json; charset=utf-16").input.title == "t");
}
