#include <backbone/operators.hpp>

#include <array>
#include <optional>
#include <span>

#include <sodium.h>

#include <backbone/base64url.hpp>
#include <backbone/binding.hpp>
#include <backbone/crypto.hpp>

#include "operators/wrong_keys.hpp"

namespace backbone {
namespace {

constexpr std::size_t kNonceBytes = 16;
/// In base64url.
constexpr std::size_t kNonceLength = 22;
constexpr char kSeparator = '.';
/// Browsers send one, or a few of several paths; each costs some digests.
constexpr std::size_t kMaximumCookies = 8;

/// Equal lengths take the same time, whatever is in them.
bool equal_secrets(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string mac(const Sha256Digest& secret, std::string_view purpose, std::string_view value)
{
    std::string message(purpose);
    message.append(":").append(value);
    return Base64Url::encode(hmac_sha256(secret, as_bytes(message))).text();
}

std::string new_nonce(Random& random)
{
    std::array<std::byte, kNonceBytes> nonce;
    random.fill(nonce);
    return Base64Url::encode(nonce).text();
}

std::string_view purpose_of_token(bool has_key)
{
    return has_key ? "token with key" : "token without key";
}

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

}  // namespace

struct Operators::State
{
    struct KnownKey
    {
        std::string name;
        Sha256Digest digest;
        /// What pairs are made with. It is not the key, and does not tell it.
        Sha256Digest xsrf_secret;
    };

    WrongKeyLimit limit;
    WrongKeys wrong_keys;
    std::vector<KnownKey> keys{};

    bool is_genuine(std::string_view cookie) const
    {
        const std::size_t separator = cookie.find(kSeparator);
        if (separator == std::string_view::npos) return false;
        return is_mac("cookie", cookie.substr(0, separator), cookie.substr(separator + 1));
    }

    /// Made with any of the keys, so that pairs survive that another key becomes the first.
    bool is_mac(std::string_view purpose, std::string_view value, std::string_view given) const
    {
        bool matches = false;
        for (const KnownKey& key : keys) matches |= equal_secrets(mac(key.xsrf_secret, purpose, value), given);
        return matches;
    }

    /// The first cookie of ours for which `accepts` holds. Clients send back all of a Set-Cookie, so the header may
    /// hold attributes between the cookies (docs/protocol/admin.md §2.2).
    template <class Accepts>
    std::optional<std::string> find_cookie(const Request& request, Accepts&& accepts) const
    {
        std::size_t cookies = 0;
        for (const Header& header : request.headers) {
            if (!input::equal_ignoring_case(header.name, "Cookie")) continue;
            std::string_view rest = header.value;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find_first_of(";,"), rest.size());
                const std::string_view pair = trimmed(rest.substr(0, end));
                rest.remove_prefix(std::min(end + 1, rest.size()));
                if (!pair.starts_with(kXsrfCookie) || pair.substr(kXsrfCookie.size(), 1) != "=") continue;
                const std::string_view value = pair.substr(kXsrfCookie.size() + 1);
                if (accepts(value)) return std::string(value);
                if (++cookies == kMaximumCookies) return std::nullopt;
            }
        }
        return std::nullopt;
    }
};

Operators::Operators(std::vector<OperatorKey> keys, WrongKeyLimit limit)
    : state_(new State{.limit = limit, .wrong_keys = WrongKeys(limit)})
{
    for (OperatorKey& key : keys) {
        state_->keys.push_back({.name = std::move(key.name),
                                .digest = sha256(as_bytes(key.key)),
                                .xsrf_secret = hmac_sha256(as_bytes(key.key), as_bytes("backbone xsrf"))});
    }
}

Operators::~Operators() = default;

Operators::Judgement Operators::judge(std::string_view key, std::string_view client_address, Timestamp now)
{
    if (key.empty()) return {};
    if (state_->wrong_keys.is_closed_for(client_address, now))
        return {Verdict::too_many_attempts, {}, state_->limit.window};
    const Sha256Digest digest = sha256(as_bytes(key));
    const State::KnownKey* found = nullptr;
    for (const State::KnownKey& known : state_->keys) {
        if (sodium_memcmp(known.digest.data(), digest.data(), digest.size()) == 0) found = &known;
    }
    if (found) return {.verdict = Verdict::known, .name = found->name};
    state_->wrong_keys.add(client_address, now);
    return {};
}

Operators::XsrfPair Operators::xsrf_pair(const Request& request, bool has_key, Random& random) const
{
    const Sha256Digest& secret = state_->keys.front().xsrf_secret;
    auto cookie = state_->find_cookie(request, [&](std::string_view value) { return state_->is_genuine(value); });
    const bool is_new = !cookie;
    if (is_new) {
        cookie = new_nonce(random);
        *cookie += kSeparator + mac(secret, "cookie", *cookie);
    }
    // Each token is another one, so that none can be told from how well answers compress.
    std::string token = new_nonce(random);
    token += mac(secret, purpose_of_token(has_key), token + *cookie);
    return {.token = std::move(token), .cookie = std::move(*cookie), .cookie_is_new = is_new};
}

bool Operators::has_xsrf_pair(const Request& request, std::string_view token, bool has_key) const
{
    const std::size_t end_of_nonce = std::min(kNonceLength, token.size());
    const auto is_other_half = [&](std::string_view cookie) {
        const std::string value = std::string(token.substr(0, end_of_nonce)) += cookie;
        return state_->is_genuine(cookie) &&
               state_->is_mac(purpose_of_token(has_key), value, token.substr(end_of_nonce));
    };
    return state_->find_cookie(request, is_other_half).has_value();
}

}  // namespace backbone
