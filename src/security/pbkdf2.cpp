// OpenSSL calls the functions of its single digests deprecated, but a state that was kept is cheap to go on from only
// here.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "security/pbkdf2.hpp"

#include <endian.h>

#include <algorithm>
#include <cstring>

#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace backbone {
namespace {

constexpr std::size_t kBlock = SHA512_CBLOCK;
constexpr std::size_t kDigest = SHA512_DIGEST_LENGTH;

using Block = std::array<unsigned char, kBlock>;

/// The inner or the outer half of an HMAC: SHA-512 after it has taken in a block made of the key.
class KeyedHash
{
  public:
    KeyedHash(const Block& key, unsigned char pad)
    {
        Block block;
        std::ranges::transform(key, block.begin(), [pad](unsigned char byte) { return byte ^ pad; });
        SHA512_Init(&state_);
        SHA512_Update(&state_, block.data(), block.size());
        OPENSSL_cleanse(block.data(), block.size());
    }
    ~KeyedHash() { OPENSSL_cleanse(&state_, sizeof state_); }
    KeyedHash(const KeyedHash&) = delete;
    KeyedHash& operator=(const KeyedHash&) = delete;

    /// Writes the hash of texts of any length.
    void hash(std::span<const std::byte> text, std::span<const unsigned char> more, unsigned char* digest) const
    {
        SHA512_CTX state = state_;
        SHA512_Update(&state, text.data(), text.size());
        SHA512_Update(&state, more.data(), more.size());
        SHA512_Final(digest, &state);
    }

    /// Hashes the digest at the beginning of a padded block, and writes the new one in its place.
    void hash_again(Block& padded) const
    {
        SHA512_CTX state;
        std::ranges::copy(state_.h, state.h);
        SHA512_Transform(&state, padded.data());
        for (SHA_LONG64& word : state.h) word = htobe64(word);
        std::memcpy(padded.data(), state.h, kDigest);
    }

  private:
    SHA512_CTX state_;
};

/// Longer keys count as their hash.
Block key_of(std::string_view password)
{
    Block key{};
    const auto* bytes = reinterpret_cast<const unsigned char*>(password.data());
    if (password.size() > kBlock) {
        SHA512(bytes, password.size(), key.data());
    } else {
        std::copy_n(bytes, password.size(), key.begin());
    }
    return key;
}

/// A block that is hashed behind the one with the key: room for a digest, a one bit, and the length of both in bits.
Block padded_for_digest()
{
    constexpr std::size_t kBits = 8 * (kBlock + kDigest);
    Block block{};
    block[kDigest] = 0x80;
    block[kBlock - 2] = kBits >> 8;
    block[kBlock - 1] = kBits & 0xff;
    return block;
}

}  // namespace

std::array<std::byte, 32> pbkdf2_sha512(std::string_view password, std::span<const std::byte> salt,
                                        std::uint32_t iterations)
{
    constexpr std::array<unsigned char, 4> kNumberOfFirstBlock{0, 0, 0, 1};
    Block key = key_of(password);
    const KeyedHash inner(key, 0x36);
    const KeyedHash outer(key, 0x5c);
    OPENSSL_cleanse(key.data(), key.size());

    Block block = padded_for_digest();
    inner.hash(salt, kNumberOfFirstBlock, block.data());
    outer.hash_again(block);
    std::array<std::byte, 32> sum;
    std::ranges::transform(std::span(block).first(sum.size()), sum.begin(), [](auto byte) { return std::byte{byte}; });
    for (std::uint32_t i = 1; i < iterations; ++i) {
        inner.hash_again(block);
        outer.hash_again(block);
        for (std::size_t at = 0; at < sum.size(); ++at) sum[at] ^= std::byte{block[at]};
    }
    OPENSSL_cleanse(block.data(), block.size());
    return sum;
}

}  // namespace backbone
