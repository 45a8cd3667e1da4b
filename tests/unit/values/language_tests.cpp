#include <string>

#include <catch2/catch.hpp>

#include <backbone/language.hpp>

using namespace backbone;

TEST_CASE("a language is one of the known codes in lower case", "[values]")
{
    for (const char* code : {"aa", "en", "de", "nb", "nn", "no", "sc", "sr", "jv", "he", "id", "yi", "zh", "zu"}) {
        INFO(code);
        CHECK(is_language(code));
    }
}

TEST_CASE("withdrawn codes, other cases and other lengths are no language", "[values]")
{
    for (const char* code : {"", "e", "EN", "En", "eng", "xx", "bh", "sh", "iw", "in", "ji", "mo", "jw", " e", "ñ"}) {
        INFO(code);
        CHECK_FALSE(is_language(code));
    }
}

TEST_CASE("there are 183 languages", "[values]")
{
    int number = 0;
    for (char first = 'a'; first <= 'z'; ++first) {
        for (char second = 'a'; second <= 'z'; ++second) {
            if (is_language(std::string{first, second})) ++number;
        }
    }

    CHECK(number == 183);
}
