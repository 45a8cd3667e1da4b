#include <backbone/passwords.hpp>

#include <array>
#include <atomic>

#include <backbone/crypto.hpp>

#include "security/expiring_cache.hpp"
#include "security/password_hash.hpp"

namespace backbone {
namespace {

/// Some 8 MB when it is full.
constexpr std::size_t kRememberedPairs = 65'536;

struct FoundRight
{};

}  // namespace

struct Passwords::State
{
    using Time = std::chrono::steady_clock;

    Random& random;
    std::chrono::seconds remembered_for;
    std::array<std::byte, 32> key{};
    ExpiringCache<FoundRight, Time::time_point> right_pairs{kRememberedPairs};
    std::atomic<std::uint64_t> computed = 0;

    PasswordHash compute(std::string_view password)
    {
        ++computed;
        return PasswordHash::of(password, random);
    }

    bool compare(const PasswordHash& stored, std::string_view password)
    {
        ++computed;
        return stored.matches(password);
    }

    Sha256Digest digest_of(std::string_view password, std::string_view hash) const
    {
        std::string pair;
        pair.reserve(hash.size() + 1 + password.size());
        pair.append(hash).append(1, '\0').append(password);
        return hmac_sha256(key, as_bytes(pair));
    }

    void remember(std::string_view password, std::string_view hash)
    {
        const auto now = Time::now();
        right_pairs.insert(digest_of(password, hash), {}, now + remembered_for, now);
    }
};

Passwords::Passwords(Random& random, std::chrono::seconds remembered_for)
    : state_(new State{.random = random, .remembered_for = remembered_for})
{
    random.fill(state_->key);
}

Passwords::~Passwords() = default;

std::string Passwords::hash(std::string_view password)
{
    std::string hash = state_->compute(password).text();
    state_->remember(password, hash);
    return hash;
}

bool Passwords::is_known(std::string_view password, std::string_view hash) const
{
    return state_->right_pairs.find(state_->digest_of(password, hash), State::Time::now()).has_value();
}

bool Passwords::matches(std::string_view password, std::string_view hash)
{
    if (is_known(password, hash)) return true;
    const auto stored = PasswordHash::parse(hash);
    if (!stored || !state_->compare(*stored, password)) return false;
    state_->remember(password, hash);
    return true;
}

void Passwords::waste_a_check()
{
    state_->compute("a password that nobody has");
}

std::uint64_t Passwords::computed() const
{
    return state_->computed;
}

}  // namespace backbone
