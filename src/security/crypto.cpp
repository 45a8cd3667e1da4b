#include <backbone/crypto.hpp>

#include <stdexcept>

#include <openssl/evp.h>
#include <sodium.h>

namespace backbone {
namespace {

const unsigned char* octets(std::span<const std::byte> bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

template <std::size_t Size>
std::array<std::byte, Size> digest(std::span<const std::byte> bytes, const EVP_MD* algorithm)
{
    std::array<std::byte, Size> result;
    const int done = EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(result.data()), nullptr,
                                algorithm, nullptr);
    if (done != 1) throw std::runtime_error("OpenSSL could not compute a digest");
    return result;
}

// EVP_sha256() looks the implementation up again for each digest, under a lock that all threads share. The result of
// the one look-up is never freed, since OpenSSL may be gone before static objects are.
const EVP_MD* fetched(const char* name)
{
    EVP_MD* const algorithm = EVP_MD_fetch(nullptr, name, nullptr);
    if (!algorithm) throw std::runtime_error(std::string("OpenSSL does not offer the digest ") + name);
    return algorithm;
}

}  // namespace

std::span<const std::byte> as_bytes(std::string_view text)
{
    return std::as_bytes(std::span(text));
}

Sha256Digest sha256(std::span<const std::byte> bytes)
{
    static const EVP_MD* const kSha256 = fetched("SHA2-256");
    return digest<32>(bytes, kSha256);
}

Sha512Digest sha512(std::span<const std::byte> bytes)
{
    static const EVP_MD* const kSha512 = fetched("SHA2-512");
    return digest<64>(bytes, kSha512);
}

Sha256Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message)
{
    Sha256Digest result;
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, octets(key), key.size());
    crypto_auth_hmacsha256_update(&state, octets(message), message.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(result.data()));
    return result;
}

Sha256Digest pbkdf2_sha256(std::string_view password, std::span<const std::byte> salt, unsigned iterations)
{
    Sha256Digest result;
    const int done =
        PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), octets(salt),
                          static_cast<int>(salt.size()), static_cast<int>(iterations), EVP_sha256(),
                          static_cast<int>(result.size()), reinterpret_cast<unsigned char*>(result.data()));
    if (done != 1) throw std::runtime_error("OpenSSL could not derive a key from a password");
    return result;
}

bool verify_ed25519(std::span<const std::byte> public_key, std::span<const std::byte> message,
                    std::span<const std::byte> signature)
{
    return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(octets(signature), octets(message), message.size(), octets(public_key)) == 0;
}

std::string to_hex(std::span<const std::byte> bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const std::byte byte : bytes) {
        hex.push_back(kDigits[std::to_integer<unsigned>(byte >> 4)]);
        hex.push_back(kDigits[std::to_integer<unsigned>(byte & std::byte{15})]);
    }
    return hex;
}

}  // namespace backbone
