#include <array>
#include <random>
#include <string>

#include <openssl/evp.h>

#include <catch2/catch.hpp>

#include <backbone/crypto.hpp>

#include "security/pbkdf2.hpp"

using namespace backbone;

namespace {

std::array<std::byte, 32> by_openssl(const std::string& password, const std::string& salt, int iterations)
{
    std::array<std::byte, 32> key;
    REQUIRE(PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                              reinterpret_cast<const unsigned char*>(salt.data()), static_cast<int>(salt.size()),
                              iterations, EVP_sha512(), static_cast<int>(key.size()),
                              reinterpret_cast<unsigned char*>(key.data())) == 1);
    return key;
}

std::string random_bytes(std::mt19937& random, std::size_t size)
{
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

}  // namespace

TEST_CASE("PBKDF2 with SHA-512 gives what others found", "[security]")
{
    // The first 32 bytes of widely published vectors.
    CHECK(to_hex(pbkdf2_sha512("password", as_bytes("salt"), 1)) ==
          "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252");
    CHECK(to_hex(pbkdf2_sha512("password", as_bytes("salt"), 4096)) ==
          "d197b1b33db0143e018b12f3d1d1479e6cdebdcc97c5c0f87f6902e072f457b5");
}

TEST_CASE("PBKDF2 with SHA-512 gives what OpenSSL does, whatever the lengths", "[security]")
{
    std::mt19937 random(7);
    // Around the sizes at which a key or a salt no longer fits into a block.
    const std::size_t password_size = GENERATE(0, 1, 111, 112, 127, 128, 129, 300);
    const std::size_t salt_size = GENERATE(0, 1, 16, 107, 108, 123, 124, 128);
    const int iterations = GENERATE(1, 2, 7);
    const std::string password = random_bytes(random, password_size);
    const std::string salt = random_bytes(random, salt_size);
    CHECK(pbkdf2_sha512(password, as_bytes(salt), static_cast<std::uint32_t>(iterations)) ==
          by_openssl(password, salt, iterations));
}
