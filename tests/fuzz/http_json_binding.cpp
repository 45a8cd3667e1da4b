// The way of a request from its bytes to a bound input, which must end in a value or in one of the documented errors.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/input.hpp>

#include "http/origin.hpp"
#include "http/path.hpp"
#include "http/request_ids.hpp"
#include "http/request_reader.hpp"

namespace {

using namespace backbone;

struct Element
{
    std::string name;
    std::optional<Base64Url> content;
};

struct Input
{
    Page page;
    std::vector<std::string> ids;
    std::optional<Base64Url> password;
    std::string text;
    std::optional<Timestamp> time;
    std::int32_t number = 0;
    std::vector<Element> elements;
};

constexpr auto kInput = input::from<Input>(
    input::paging(&Input::page), input::query("ids", &Input::ids), input::query("password", &Input::password),
    input::member("text", &Input::text, not_empty(), at_most_characters(10)),
    input::member("time", &Input::time, in_the_future()), input::member_or_default("number", &Input::number),
    input::array_or_empty("elements", &Input::elements,
                          input::from<Element>(input::member("name", &Element::name),
                                               input::member("content", &Element::content, bytes_between(1, 10)))));

class NoDatabase final : public Database
{
  public:
    std::unique_ptr<Connection> connect() override { throw Unavailable("no database"); }
};

/// Feeds the reader as a connection does, and answers whether a request was read.
bool read_request(std::string_view bytes, Request& request)
{
    using Stage = http::RequestReader::Stage;
    static const http::LimitOptions kLimits{
        .request_line_bytes = 200, .header_bytes = 500, .header_fields = 10, .body_bytes = 5000};
    static http::BodyBudget budget(10'000);
    http::RequestReader reader(kLimits, budget);
    reader.start(request);
    while (reader.stage() == Stage::header) {
        const std::size_t used = reader.put(bytes);
        bytes.remove_prefix(used);
        if (used == 0) break;
    }
    if (reader.stage() == Stage::body) reader.keep_body();
    while (reader.stage() == Stage::body) {
        const std::size_t used = reader.put(bytes);
        bytes.remove_prefix(used);
        if (used == 0) break;
    }
    http::set_base_url(request, reader.host(), {"127.0.0.1", true, false, "127.0.0.1:80"});
    return reader.stage() == Stage::complete;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    Request request;
    if (!read_request({reinterpret_cast<const char*>(bytes), size}, request)) return 0;

    static const SystemClock kClock;
    static SystemRandom random;
    static NoDatabase database;
    static const InstallationOptions kInstallation;
    http::decoded_path(request.path);
    http::correlation_id_of(request, random);
    const Context context(database, kClock, random, kInstallation, std::nullopt, false);
    try {
        kInput.read(request, context, input::Body::optional);
    } catch (const Error&) {
    } catch (const UnsupportedMediaType&) {
    }
    return 0;
}
