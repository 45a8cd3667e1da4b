#include <catch2/catch.hpp>

#include <backbone/fixed_response.hpp>

using namespace backbone;

namespace {

std::string header_of(const Response& response, std::string_view name)
{
    for (const Header& header : response.headers) {
        if (header.name == name) return header.value;
    }
    return "absent";
}

Request request_with(std::vector<std::string> conditions)
{
    Request request;
    for (std::string& condition : conditions) request.headers.push_back({"if-none-match", std::move(condition)});
    return request;
}

const FixedResponse kFixed(Response{.status = 200,
                                    .content_type = "text/plain",
                                    .body = "hello",
                                    .headers = {{"Cache-Control", "max-age=5"}, {"Location", "/there"}}});

}  // namespace

TEST_CASE("a fixed answer comes with a strong entity tag", "[input]")
{
    const Response response = kFixed.to(Request());

    CHECK(response.status == 200);
    CHECK(response.content_type == "text/plain");
    CHECK(response.body == "hello");
    CHECK(header_of(response, "ETag").size() == 45);
    CHECK(header_of(response, "ETag").front() == '"');
}

TEST_CASE("answers have the same entity tag exactly when their bodies are the same", "[input]")
{
    const auto tag_of = [](std::string body) {
        return header_of(FixedResponse(Response{.body = std::move(body)}).to(Request()), "ETag");
    };

    CHECK(tag_of("a") == tag_of("a"));
    CHECK(tag_of("a") != tag_of("b"));
}

TEST_CASE("who names the entity tag gets no body again", "[input]")
{
    const std::string tag = header_of(kFixed.to(Request()), "ETag");
    const auto conditions = GENERATE_COPY(values<std::vector<std::string>>({{tag},
                                                                            {"W/" + tag},
                                                                            {"\"a\", " + tag + ", \"b\""},
                                                                            {"\"a\"," + tag},
                                                                            {", ," + tag + ", "},
                                                                            {"*, " + tag},
                                                                            {"\"a\"", tag}}));
    INFO(conditions.front());
    const Response response = kFixed.to(request_with(conditions));

    CHECK(response.status == 304);
    CHECK(response.body.empty());
    CHECK(response.content_type.empty());
    CHECK(header_of(response, "ETag") == tag);
    CHECK(header_of(response, "Cache-Control") == "max-age=5");
    CHECK(header_of(response, "Location") == "absent");
}

TEST_CASE("who names no entity tag, or another one, gets the answer", "[input]")
{
    const std::string tag = header_of(kFixed.to(Request()), "ETag");
    const auto condition =
        GENERATE_COPY(values<std::string>({"", "*", "\"a\"", tag.substr(1, tag.size() - 2), "a b c", "\"", "W/", "\"a",
                                           tag + "x", tag + ", a", tag + "\"a\""}));
    INFO(condition);

    CHECK(kFixed.to(request_with({condition})).status == 200);
}

TEST_CASE("a fixed answer may come without an entity tag", "[input]")
{
    const FixedResponse untagged(Response{.content_type = "text/plain", .body = "hello"}, Revalidation::none);

    CHECK(header_of(untagged.to(Request()), "ETag") == "absent");
    CHECK(untagged.to(request_with({"\"\"", "\"a\""})).status == 200);
}
