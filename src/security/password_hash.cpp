#include "security/password_hash.hpp"

#include <algorithm>
#include <span>

#include <openssl/crypto.h>

#include <backbone/base64url.hpp>
#include <backbone/crypto.hpp>

#include "security/pbkdf2.hpp"
#include "security/standard_base64.hpp"

namespace backbone {
namespace {

constexpr std::byte kVersion{1};
constexpr std::uint32_t kMaxIterations = 10'000'000;
constexpr std::uint32_t kMaxSalt = 128;
constexpr std::size_t kPrefix = 1 + 3 * 4;

void append_number(std::vector<std::byte>& bytes, std::uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(number >> shift & 0xff));
}

std::uint32_t number_at(std::span<const std::byte> bytes, std::size_t offset)
{
    std::uint32_t number = 0;
    for (const std::byte byte : bytes.subspan(offset, 4)) number = number << 8 | std::to_integer<std::uint32_t>(byte);
    return number;
}

}  // namespace

PasswordHash PasswordHash::of(std::string_view password, Random& random)
{
    PasswordHash hash;
    random.fill(hash.salt_);
    hash.key_ = hash.derive(password);
    return hash;
}

std::optional<PasswordHash> PasswordHash::parse(std::string_view text)
{
    const auto decoded = Base64Url::parse(text);
    if (!decoded) return std::nullopt;
    const Bytes bytes = decoded->decode();
    if (bytes.size() < kPrefix || bytes.front() != kVersion) return std::nullopt;

    PasswordHash hash;
    hash.prf_ = static_cast<Prf>(number_at(bytes, 1));
    hash.iterations_ = number_at(bytes, 5);
    const std::uint32_t salt_length = number_at(bytes, 9);
    if (hash.prf_ != Prf::hmac_sha256 && hash.prf_ != Prf::hmac_sha512) return std::nullopt;
    if (hash.iterations_ < 1 || hash.iterations_ > kMaxIterations) return std::nullopt;
    if (salt_length > kMaxSalt || bytes.size() != kPrefix + salt_length + hash.key_.size()) return std::nullopt;

    const auto salt = bytes.begin() + kPrefix;
    hash.salt_.assign(salt, salt + salt_length);
    std::copy(salt + salt_length, bytes.end(), hash.key_.begin());
    return hash;
}

std::string PasswordHash::text() const
{
    std::vector<std::byte> bytes{kVersion};
    append_number(bytes, static_cast<std::uint32_t>(prf_));
    append_number(bytes, iterations_);
    append_number(bytes, static_cast<std::uint32_t>(salt_.size()));
    bytes.insert(bytes.end(), salt_.begin(), salt_.end());
    bytes.insert(bytes.end(), key_.begin(), key_.end());
    return standard_base64(bytes);
}

bool PasswordHash::matches(std::string_view password) const
{
    const Key derived = derive(password);
    return CRYPTO_memcmp(derived.data(), key_.data(), key_.size()) == 0;
}

PasswordHash::Key PasswordHash::derive(std::string_view password) const
{
    return prf_ == Prf::hmac_sha512 ? pbkdf2_sha512(password, salt_, iterations_)
                                    : pbkdf2_sha256(password, salt_, iterations_);
}

}  // namespace backbone
