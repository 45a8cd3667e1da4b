#include "http/kept_body.hpp"

#include <algorithm>
#include <string>

namespace backbone::http {
namespace {

/// What is set aside for a body on the mere announcement of its length.
constexpr std::size_t kTrustedLength = 64 * 1024;

}  // namespace

KeptBody::KeptBody(Request& request, std::size_t limit, BodyBudget& budget)
    : request_(request), limit_(limit), memory_(budget)
{}

void KeptBody::expect(std::uint64_t bytes)
{
    if (bytes > limit_) return give_up();
    expected_ = static_cast<std::size_t>(bytes);
}

bool KeptBody::add(std::string_view bytes)
{
    if (request_.body_too_large) return true;
    added_ += bytes.size();
    if (added_ > limit_) {
        give_up();
        return true;
    }
    const std::size_t size = request_.body.size() + bytes.size();
    if (size > memory_.bytes() && !make_room(size)) return false;
    request_.body.append(bytes);
    return true;
}

bool KeptBody::make_room(std::size_t bytes)
{
    const std::size_t before = memory_.bytes();
    const std::size_t wanted = std::max(bytes, before == 0 ? std::min(expected_, kTrustedLength) : before * 2);
    const std::size_t room = std::min(wanted, limit_);
    if (!memory_.resize(room)) return false;
    request_.body.reserve(room);
    return true;
}

void KeptBody::give_up()
{
    request_.body_too_large = true;
    request_.body = std::string();
}

}  // namespace backbone::http
