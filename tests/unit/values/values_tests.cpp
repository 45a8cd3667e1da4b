#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/base64url.hpp>
#include <backbone/crypto.hpp>
#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>
#include <backbone/timestamp.hpp>

using namespace backbone;

namespace {

Bytes bytes_from_0_to_31()
{
    Bytes bytes;
    for (int i = 0; i < 32; ++i) bytes.push_back(static_cast<std::byte>(i));
    return bytes;
}

}  // namespace

TEST_CASE("an address is derived from the raw public key and the domain", "[values]")
{
    CHECK(IdentityAddress::from_public_key(bytes_from_0_to_31(), "example.org").text() ==
          "did:e:example.org:dids:fc6cbb07fdde421f7f583c");
    CHECK(IdentityAddress::from_public_key(bytes_from_0_to_31(), "localhost").text() ==
          "did:e:localhost:dids:fc6cbb07fdde421f7f5880");
    CHECK(IdentityAddress::of_deleted_identity("localhost").text() == "did:e:localhost:dids:3a29ae5c1f591bbd9a2aaa");
}

TEST_CASE("an address is valid with its checksum, a domain in lower case only, and at most 80 characters", "[values]")
{
    const auto [text, is_valid] = GENERATE(table<std::string, bool>({
        {"did:e:localhost:dids:fc6cbb07fdde421f7f5880", true},
        {"did:e:example.org:dids:fc6cbb07fdde421f7f583c", true},
        {"did:e:domain-of-46-letters.xxxxxxxxxxxxxxxxxxxxx.org:dids:fc6cbb07fdde421f7f5872", true},
        {"did:e:domain-of-47-letters.xxxxxxxxxxxxxxxxxxxxxx.org:dids:fc6cbb07fdde421f7f5896", false},
        {"did:e:localhost:dids:fc6cbb07fdde421f7f5881", false},
        {"did:e:localhost:dids:fc6cbb07fdde421f7f588", false},
        {"did:e:localhost:dids:FC6CBB07FDDE421F7F5880", false},
        {"did:e:LOCALHOST:dids:fc6cbb07fdde421f7f5880", false},
        {"did:e::dids:fc6cbb07fdde421f7f5880", false},
        {"did:e:localhost:dids:fc6cbb07fdde421f7f5880\n", false},
        {" did:e:localhost:dids:fc6cbb07fdde421f7f5880", false},
        {"", false},
    }));
    CAPTURE(text);
    CHECK(IdentityAddress::parse(text).has_value() == is_valid);
}

TEST_CASE("an id is taken with the right prefix and at most 20 letters and digits", "[values]")
{
    using TokenId = Id<"TOK">;
    const auto [text, is_taken] = GENERATE(table<std::string, bool>({
        {"TOKabcdefghijklmnopq", true},
        {"TOK", true},
        {"TOK1", true},
        {"TOKabcdefghijklmnopqr", false},
        {"tokabcdefghijklmnopq", false},
        {"FILabcdefghijklmnopq", false},
        {"TOKabcdefghijklmnop_", false},
        {"TO", false},
        {"", false},
    }));
    CAPTURE(text);
    const auto id = TokenId::parse(text);
    CHECK(id.has_value() == is_taken);
    if (id) CHECK(id->text() == text);
}

TEST_CASE("a generated id is complete, valid and new", "[values]")
{
    SystemRandom random;
    const auto id = Id<"TOK">::generate(random);
    CHECK(id.is_complete());
    CHECK(Id<"TOK">::parse(id.text()) == id);
    CHECK(id != Id<"TOK">::generate(random));
}

TEST_CASE("bytes are read from both alphabets and normalised", "[values]")
{
    const auto [text, normal] = GENERATE(table<std::string, std::optional<std::string>>({
        {"", ""},
        {"AAAA", "AAAA"},
        {"-_8", "-_8"},
        {"-_8=", "-_8"},
        {"+/8=", "-_8"},
        {"AA==", "AA"},
        {"AB==", "AA"},  // stray bits count for nothing in the padded form
        {"AB", std::nullopt},
        {"+/8", std::nullopt},
        {"+_8=", std::nullopt},
        {"A", std::nullopt},
        {"A===", std::nullopt},
        {"AA=", std::nullopt},
        {"AA AA\r\n", "AAAA"},
        {"A=AA", std::nullopt},
        {"Ä", std::nullopt},
    }));
    CAPTURE(text);
    const auto bytes = Base64Url::parse(text);
    CHECK(bytes.has_value() == normal.has_value());
    if (bytes && normal) CHECK(bytes->text() == *normal);
}

TEST_CASE("a query takes standard base64 with its padding only", "[values]")
{
    CHECK(Base64Url::parse_standard("+/8=")->text() == "-_8");
    CHECK_FALSE(Base64Url::parse_standard("-_8="));
    CHECK_FALSE(Base64Url::parse_standard("AA"));
}

TEST_CASE("bytes come back as they were encoded", "[values]")
{
    for (std::size_t length = 0; length < 32; ++length) {
        const Bytes all = bytes_from_0_to_31();
        const Bytes bytes(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(length));
        const Base64Url encoded = Base64Url::encode(bytes);
        CHECK(encoded.byte_count() == length);
        CHECK(encoded.decode() == bytes);
        CHECK(Base64Url::parse(encoded.text()) == encoded);
    }
}

TEST_CASE("a date is read in the forms of ISO 8601 and shown with milliseconds", "[values]")
{
    const auto [text, shown] = GENERATE(table<std::string, std::optional<std::string>>({
        {"2031-05-04T10:20:30.123Z", "2031-05-04T10:20:30.123Z"},
        {"2031-05-04T10:20:30.1239999Z", "2031-05-04T10:20:30.123Z"},
        {"2031-05-04T10:20:30.5Z", "2031-05-04T10:20:30.500Z"},
        {"2031-05-04", "2031-05-04T00:00:00.000Z"},
        {"2031-05-04T10:20Z", "2031-05-04T10:20:00.000Z"},
        {"2031-05-04T10:20:30", "2031-05-04T10:20:30.000Z"},
        {"2031-05-04T10:20:30+02:00", "2031-05-04T08:20:30.000Z"},
        {"2031-05-04T00:20:30+0200", "2031-05-03T22:20:30.000Z"},
        {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
        {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
        {"9999-12-31T23:59:59-01:00", std::nullopt},
        {"0001-01-01T00:00:00+01:00", std::nullopt},
        {"10000-01-01T00:00:00Z", std::nullopt},
        {"2031-02-29T00:00:00Z", std::nullopt},
        {"2031-13-01T00:00:00Z", std::nullopt},
        {"2031-05-04T24:00:00Z", std::nullopt},
        {"2031-05-04T10:20:30+01:", std::nullopt},
        {"2031-05-04T10:20:30.Z", std::nullopt},
        {"2031-05-04 10:20:30Z", std::nullopt},
        {"-031-05-04", std::nullopt},
        {"tomorrow", std::nullopt},
        {"", std::nullopt},
    }));
    CAPTURE(text);
    const auto time = Timestamp::parse(text);
    CHECK(time.has_value() == shown.has_value());
    if (time && shown) CHECK(time->to_string() == *shown);
}
