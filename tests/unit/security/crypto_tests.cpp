#include <set>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/base64url.hpp>
#include <backbone/crypto.hpp>
#include <backbone/environment.hpp>

using namespace backbone;

namespace {

Bytes bytes_of(std::string_view base64url)
{
    return Base64Url::parse(base64url).value().decode();
}

}  // namespace

TEST_CASE("Digests have the values of FIPS 180", "[security]")
{
    CHECK(to_hex(sha256(as_bytes(""))) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(sha256(as_bytes("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(sha512(as_bytes("abc"))) ==
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
          "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
}

TEST_CASE("HMAC-SHA256 has the values of RFC 4231", "[security]")
{
    CHECK(to_hex(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    const std::string long_key(131, '\xaa');
    CHECK(to_hex(hmac_sha256(as_bytes(long_key), as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("PBKDF2-HMAC-SHA256 has the values of RFC 7914", "[security]")
{
    // Its vectors are 64 bytes long; the first 32 do not depend on the rest.
    CHECK(to_hex(pbkdf2_sha256("passwd", as_bytes("salt"), 1)) ==
          "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc");
    CHECK(to_hex(pbkdf2_sha256("Password", as_bytes("NaCl"), 80'000)) ==
          "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
}

TEST_CASE("An Ed25519 signature of a signed challenge is verified", "[security]")
{
    // The worked example of docs/protocol/devices.md §3.
    const Bytes key = bytes_of("A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg");
    const Bytes signature =
        bytes_of("MNSheTFcR9WD5AOe3gXLVRIaxVB80ZxIp81jAL0kevhstE6lgsDsccr-vJZHLKKKjZqqFYUwynnD9QcfV0f3Dw");
    const std::string text =
        R"({"id":"CHLAAAAAAAAAAAAAAAAA","expiresAt":"2030-01-02T03:04:05.678Z","type":"Identity"})";

    SECTION("the right one")
    {
        CHECK(verify_ed25519(key, as_bytes(text), signature));
    }
    SECTION("not of another text")
    {
        CHECK_FALSE(verify_ed25519(key, as_bytes(text + " "), signature));
        CHECK_FALSE(verify_ed25519(key, {}, signature));
    }
    SECTION("not by another key")
    {
        Bytes other = key;
        other[5] ^= std::byte{1};
        CHECK_FALSE(verify_ed25519(other, as_bytes(text), signature));
    }
    SECTION("not with a changed signature")
    {
        Bytes changed = signature;
        changed[40] ^= std::byte{1};
        CHECK_FALSE(verify_ed25519(key, as_bytes(text), changed));
    }
    SECTION("not with a key or a signature of another size")
    {
        for (const std::size_t size : {0, 1, 31}) {
            CHECK_FALSE(verify_ed25519(std::span(key).first(size), as_bytes(text), signature));
        }
        for (const std::size_t size : {0, 32, 63}) {
            CHECK_FALSE(verify_ed25519(key, as_bytes(text), std::span(signature).first(size)));
        }
        Bytes longer = signature;
        longer.push_back(std::byte{0});
        CHECK_FALSE(verify_ed25519(key, as_bytes(text), longer));
    }
    SECTION("not by the key whose signatures fit every text")
    {
        // The neutral element of the curve as key and as R, with S = 0.
        Bytes neutral(32);
        neutral[0] = std::byte{1};
        Bytes fits_all(64);
        fits_all[0] = std::byte{1};
        CHECK_FALSE(verify_ed25519(neutral, as_bytes(text), fits_all));
    }
}

TEST_CASE("Hex is written in lower case with leading zeros", "[security]")
{
    const Bytes bytes{std::byte{0x00}, std::byte{0x0f}, std::byte{0xa0}, std::byte{0xff}};
    CHECK(to_hex(bytes) == "000fa0ff");
    CHECK(to_hex({}).empty());
}

TEST_CASE("Digests can be computed by many threads at once", "[security][concurrency]")
{
    std::vector<std::string> digests(8);
    {
        std::vector<std::jthread> threads;
        for (std::string& digest : digests) {
            threads.emplace_back([&digest] {
                for (int i = 0; i < 500; ++i) digest = to_hex(sha256(as_bytes("abc")));
            });
        }
    }
    CHECK(std::set<std::string>(digests.begin(), digests.end()) ==
          std::set<std::string>{"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"});
}

TEST_CASE("The system's clock and generator do what they are for", "[security]")
{
    const auto before = std::chrono::system_clock::now().time_since_epoch() / Duration(1);
    const Timestamp now = SystemClock().now();
    const auto after = std::chrono::system_clock::now().time_since_epoch() / Duration(1);
    CHECK(now.microseconds() >= before);
    CHECK(now.microseconds() <= after);

    SystemRandom random;
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        Bytes bytes(16);
        random.fill(bytes);
        seen.insert(to_hex(bytes));
    }
    CHECK(seen.size() == 100);
    random.fill({});
}
