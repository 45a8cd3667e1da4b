#include "logging/masking.hpp"

#include <vector>

#include <catch2/catch.hpp>

using namespace backbone::logging;

namespace {

std::string masked(const std::string& text, const std::vector<Mask>& masks = Options{}.masks)
{
    std::string buffer;
    return std::string(Masker(masks).mask(text, buffer));
}

}  // namespace

TEST_CASE("Who is meant is masked in log texts", "[logging]")
{
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"did:e:localhost:dids:0f3e40164b6c495c28674f", "**MASKED**"},
        {"/api/v1/Identities/did:e:prod.enmeshed.eu:dids:0f3e40164b6c495c28674f/Devices",
         "/api/v1/Identities/**MASKED**/Devices"},
        {"did%3Ae%3Alocalhost%3adids%3A0f3e40164b6c495c28674f&x", "**MASKED**&x"},
        {"a did:e:x:dids:ff, did:e:y:dids:00", "a **MASKED**, **MASKED**"},
        {"DVC0123456789abcdefg", "**MASKED**"},
        {"/Devices/DVCAbCdEfGhIjKlMnOpQ?x", "/Devices/**MASKED**?x"},
        {"xDVC0123456789abcdefgh", "x**MASKED**h"},
        {"USR0123456789abcdefg logged in", "**MASKED** logged in"},
        {"from jane.doe+x@mail.example.com.", "from **MASKED**."},
        {"<a_b@c.de>", "<**MASKED**>"},
        {"USR0123456789abcdefg@mail.example", "**MASKED**@mail.example"},
    }));
    CHECK(masked(text) == expected);
}

TEST_CASE("Other text stays as it is", "[logging]")
{
    const std::string text =
        GENERATE("", "d", "did", "did:e", "did:e:", "did:e:localhost", "did:e:localhost:dids:", "did:e::dids:0f",
                 "did:f:x:dids:00", "DVC", "DVC0123456789abcdef", "DVC0123456789abcdef_", "dvc0123456789abcdefg",
                 "USR0123456789abcde/g", "TOK0123456789abcdefg", "a@b", "@b.de", "a@.de", "a@b.c", "a@b.d1",
                 "user@localhost", "\xff\xfe did:e", "GET /api/v2/Version");
    CHECK(masked(text) == text);
}

TEST_CASE("Only the chosen kinds are masked", "[logging]")
{
    const std::string text = "did:e:x:dids:00 DVC0123456789abcdefg USR0123456789abcdefg a@b.de";
    CHECK(masked(text, {}) == text);
    CHECK(masked(text, {Mask::identity_addresses}) == "**MASKED** DVC0123456789abcdefg USR0123456789abcdefg a@b.de");
    CHECK(masked(text, {Mask::device_ids}) == "did:e:x:dids:00 **MASKED** USR0123456789abcdefg a@b.de");
    CHECK(masked(text, {Mask::usernames}) == "did:e:x:dids:00 DVC0123456789abcdefg **MASKED** a@b.de");
    CHECK(masked(text, {Mask::email_addresses}) ==
          "did:e:x:dids:00 DVC0123456789abcdefg USR0123456789abcdefg **MASKED**");
}

TEST_CASE("Masking long texts takes no long time", "[logging]")
{
    std::string text;
    while (text.size() < 200'000) text += "did:e:a";
    CHECK(masked(text) == text);
    CHECK(masked(std::string(200'000, '@')) == std::string(200'000, '@'));
    CHECK(masked(std::string(200'000, 'a')).size() == 200'000);
}
