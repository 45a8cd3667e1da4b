#include "http/request_ids.hpp"

#include <array>
#include <cstddef>

#include <backbone/crypto.hpp>

namespace backbone::http {
namespace {

constexpr std::size_t kMaxCorrelationId = 100;

template <std::size_t Bytes>
std::string random_hex(Random& random)
{
    std::array<std::byte, Bytes> bytes;
    random.fill(bytes);
    return to_hex(bytes);
}

}  // namespace

std::string correlation_id_of(const Request& request, Random& random)
{
    std::string_view given = request.header("X-Correlation-ID").value_or("");
    given.remove_prefix(std::min(given.find_first_not_of(" \t"), given.size()));
    given = given.substr(0, given.find_last_not_of(" \t") + 1).substr(0, kMaxCorrelationId);

    std::string id;
    for (const char c : given) {
        if (c >= ' ' && c <= '~') id.push_back(c);
    }
    return id.empty() ? random_hex<16>(random) : id;
}

TraceIds::TraceIds(Random& random) : connection_(random_hex<7>(random)) {}

std::string TraceIds::next()
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    ++requests_;
    std::string id = connection_;
    id.push_back(':');
    for (int shift = 28; shift >= 0; shift -= 4) id.push_back(kDigits[requests_ >> shift & 0xf]);
    return id;
}

}  // namespace backbone::http
