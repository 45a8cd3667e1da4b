#include <algorithm>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/base64url.hpp>
#include <backbone/crypto.hpp>
#include <backbone/passwords.hpp>

#include "security/standard_base64.hpp"

using namespace backbone;

namespace {

constexpr std::string_view kPassword = "a Passw0rd with blanks, UTF-8 (ü, 🔑) and more";

/// Salt and key of the password `right` with HMAC-SHA256 and one iteration.
std::string salt_and_key(std::size_t salt_length = 16)
{
    const std::string salt(salt_length, 's');
    const Sha256Digest key = pbkdf2_sha256("right", as_bytes(salt), 1);
    return salt + std::string(reinterpret_cast<const char*>(key.data()), key.size());
}

/// The stored form, written by hand.
std::string stored(std::uint8_t version, std::uint32_t prf, std::uint32_t iterations, std::uint32_t salt_length,
                   std::string_view rest)
{
    std::string bytes(1, static_cast<char>(version));
    for (const std::uint32_t number : {prf, iterations, salt_length}) {
        for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<char>(number >> shift));
    }
    bytes.append(rest);
    return standard_base64(std::as_bytes(std::span(bytes)));
}

bool contains_sentence(std::optional<std::string_view> violation, std::string_view part)
{
    return violation && violation->find(part) != std::string_view::npos && violation->ends_with('.');
}

}  // namespace

TEST_CASE("A password matches its hash and no other", "[security]")
{
    SystemRandom random;
    Passwords passwords(random);
    const std::string hash = passwords.hash(kPassword);

    CHECK(passwords.matches(kPassword, hash));
    CHECK_FALSE(passwords.matches("", hash));
    CHECK_FALSE(passwords.matches(std::string(kPassword) + " ", hash));
    CHECK(Passwords(random).matches(kPassword, hash));
    CHECK_FALSE(Passwords(random).matches("wrong", hash));
}

TEST_CASE("A hash has the documented layout and a salt of its own", "[security]")
{
    SystemRandom random;
    Passwords passwords(random);
    const std::string hash = passwords.hash("x");
    const Bytes bytes = Base64Url::parse(hash).value().decode();

    REQUIRE(bytes.size() == 61);
    const Bytes prefix = Base64Url::parse("AQAAAAIAAYagAAAAEA==").value().decode();  // 1 | 2 | 100,000 | 16
    CHECK(std::equal(prefix.begin(), prefix.end(), bytes.begin()));
    CHECK(hash.size() == 84);
    CHECK(hash != passwords.hash("x"));
}

TEST_CASE("Imported hashes verify", "[security]")
{
    // Computed with another implementation of PBKDF2.
    const auto [hash, password] = GENERATE(table<std::string, std::string>({
        // HMAC-SHA512, 100,000 iterations: users
        {"AQAAAAIAAYagAAAAEAABAgMEBQYHCAkKCwwNDg+UV/cTHOcNzzbj7O1CU7ISWjo67TD8Ofl/E7O45S8xgg==", "Aaaaaaaa1!"},
        // HMAC-SHA256, 10,000 iterations: clients, and users of old
        {"AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+VvVP2IbSwEH9m9cZ01gKvMFhHYUCklp9P6c3DJO5/dg==", "Aaaaaaaa1!"},
        // a salt of 8 bytes, 1 iteration
        {"AQAAAAEAAAABAAAACAABAgMEBQYHutAcgl0klacTrQPT7EyJEE7stsCk7XLSqherCjg7s04=", "Aaaaaaaa1!"},
    }));
    SystemRandom random;
    Passwords passwords(random);
    CHECK_FALSE(passwords.matches(password + "x", hash));
    CHECK(passwords.matches(password, hash));
}

TEST_CASE("Unreadable hashes match nothing", "[security]")
{
    const std::string rest = salt_and_key();
    const std::string good = stored(1, 1, 1, 16, rest);
    const auto [name, hash] = GENERATE_COPY(table<std::string, std::string>({
        {"empty", ""},
        {"not base64", "!" + good},
        {"cut", good.substr(0, good.size() - 4)},
        {"too long", stored(1, 1, 1, 16, rest + "k")},
        {"only a version", "AQ=="},
        {"only numbers", stored(1, 1, 1, 16, "")},
        {"another version", stored(2, 1, 1, 16, rest)},
        {"an older version", stored(0, 1, 1, 16, rest)},
        {"HMAC-SHA1", stored(1, 0, 1, 16, rest)},
        {"an unknown PRF", stored(1, 3, 1, 16, rest)},
        {"no iterations", stored(1, 1, 0, 16, rest)},
        {"more than 10 million iterations", stored(1, 1, 10'000'001, 16, rest)},
        {"4 billion iterations", stored(1, 1, 0xffffffff, 16, rest)},
        {"a salt longer than the hash", stored(1, 1, 1, 17, rest)},
        {"a salt of 4 GB", stored(1, 1, 1, 0xffffffff, rest)},
        {"a salt whose length wraps around", stored(1, 1, 1, 0xfffffff0, rest)},
        {"a salt of 129 bytes", stored(1, 1, 1, 129, salt_and_key(129))},
        {"a key of 16 bytes", stored(1, 1, 1, 16, rest.substr(0, 32))},
    }));
    SystemRandom random;
    Passwords passwords(random);
    INFO(name);
    REQUIRE(passwords.matches("right", good));
    CHECK_FALSE(passwords.matches("right", hash));
    CHECK_FALSE(passwords.is_known("right", hash));
}

TEST_CASE("A pair that was found right is known afterwards", "[security]")
{
    SystemRandom random;
    const std::string hash = Passwords(random).hash(kPassword);
    Passwords passwords(random);
    REQUIRE_FALSE(passwords.is_known(kPassword, hash));
    REQUIRE(passwords.matches(kPassword, hash));

    CHECK(passwords.is_known(kPassword, hash));
    CHECK(passwords.matches(kPassword, hash));
    CHECK_FALSE(passwords.is_known("another", hash));
    CHECK_FALSE(passwords.is_known(kPassword, "another hash"));
}

TEST_CASE("A password is known as soon as it was hashed", "[security]")
{
    SystemRandom random;
    Passwords passwords(random);
    CHECK(passwords.is_known(kPassword, passwords.hash(kPassword)));
}

TEST_CASE("A wrong password is never remembered", "[security]")
{
    SystemRandom random;
    const std::string hash = Passwords(random).hash(kPassword);
    Passwords passwords(random);
    for (int i = 0; i < 2; ++i) {
        REQUIRE_FALSE(passwords.matches("wrong", hash));
        REQUIRE_FALSE(passwords.is_known("wrong", hash));
    }
}

TEST_CASE("Where hash and password meet cannot be shifted", "[security]")
{
    SystemRandom random;
    Passwords passwords(random);
    const std::string hash = passwords.hash("password");
    CHECK_FALSE(passwords.is_known(hash.substr(80) + "password", hash.substr(0, 80)));
    CHECK_FALSE(passwords.is_known("assword", hash + "p"));
}

TEST_CASE("Nothing is known once its time is over", "[security]")
{
    SystemRandom random;
    Passwords passwords(random, std::chrono::seconds(0));
    const std::string hash = passwords.hash(kPassword);
    CHECK_FALSE(passwords.is_known(kPassword, hash));
    CHECK(passwords.matches(kPassword, hash));
    CHECK_FALSE(passwords.is_known(kPassword, hash));
}

TEST_CASE("A wasted check takes about as long as a real one", "[security]")
{
    SystemRandom random;
    const std::string hash = Passwords(random).hash(kPassword);
    Passwords passwords(random);
    const auto duration_of = [](auto&& work) {
        const std::clock_t start = std::clock();  // of the processor, so that a busy machine does not matter
        for (int i = 0; i < 3; ++i) work();
        return static_cast<double>(std::clock() - start);
    };
    const double real = duration_of([&] { passwords.matches("wrong", hash); });
    const double wasted = duration_of([&] { passwords.waste_a_check(); });
    CHECK(wasted > real / 3);
    CHECK(wasted < real * 3);
}

TEST_CASE("Passwords can be checked by many threads at once", "[security][concurrency]")
{
    SystemRandom random;
    Passwords passwords(random);
    const std::string light_hash = stored(1, 1, 1, 16, salt_and_key());
    const std::string hash = passwords.hash(kPassword);
    std::vector<int> errors(8);
    {
        std::vector<std::jthread> threads;
        for (int& count : errors) {
            threads.emplace_back([&] {
                for (int i = 0; i < 1'000; ++i) {
                    if (!passwords.matches(kPassword, hash)) ++count;
                    if (passwords.matches("wrong", light_hash)) ++count;
                }
            });
        }
    }
    CHECK(errors == std::vector<int>(8));
}

TEST_CASE("A password policy names the first rule that is broken", "[security]")
{
    const PasswordPolicy policy;
    const auto [password, part] = GENERATE(table<std::string, std::string>({
        {"", "short"},
        {"Aa1!Aa1!A", "short"},
        {"🔑🔑🔑🔑A", "short"},      // 9 UTF-16 units
        {"üüüüüüüAa", "short"},  // 9 characters, 16 bytes
        {"aaaaaaaaa1!", "upper-case"},
        {"aaaaaaaaaaa", "upper-case"},
        {"AAAAAAAAA1!", "lower-case"},
        {"AAAAAAAAAa!", "digit"},
        {"AAAAAAAAAa1", "neither"},
        {"ÄÄÄÄÄÄÄÄa1!", "upper-case"},
        {"ääääääääA1!", "lower-case"},
        {"aaaaaaaaaA٣!", "digit"},
    }));
    INFO(password);
    CHECK(contains_sentence(policy.violation(password), part));
}

TEST_CASE("Good passwords break no rule", "[security]")
{
    const PasswordPolicy policy;
    CHECK_FALSE(policy.violation("Aaaaaaaa1!"));
    CHECK_FALSE(policy.violation("🔑🔑🔑🔑Aa1"));
    CHECK_FALSE(policy.violation("Aaaaaaaa1ä"));
    CHECK_FALSE(policy.violation("Aaaaaaaa1 "));
    CHECK_FALSE(policy.violation(std::string(10'000, 'a') + "A1!"));
}

TEST_CASE("The policy for development only asks for a length", "[security]")
{
    const PasswordPolicy policy{.minimum_length = 1, .needs_all_classes = false};
    CHECK_FALSE(policy.violation("a"));
    CHECK(contains_sentence(policy.violation(""), "short"));
}
