#include <string>

#include <catch2/catch.hpp>

#include <backbone/environment.hpp>
#include <backbone/uuid.hpp>

#include "devices/src/device.hpp"

using namespace backbone;
using namespace backbone::devices;

TEST_CASE("user names are compared in upper case and without the blanks around them", "[devices]")
{
    CHECK(normalized_username("USRabcdefghij0123456") == "USRABCDEFGHIJ0123456");
    CHECK(normalized_username(" \t usrABC\r\n") == "USRABC");
    CHECK(normalized_username("a b") == "A B");
}

TEST_CASE("what is no user name becomes empty or stays what it is", "[devices]")
{
    CHECK(normalized_username("").empty());
    CHECK(normalized_username("   ").empty());
    CHECK(normalized_username("USRabcdefghij01234567").empty());
    CHECK(normalized_username("äöü") == "äöü");
}

TEST_CASE("the id of a user is a random UUID of version 4", "[devices]")
{
    SystemRandom random;
    const std::string id = generate_uuid(random);

    REQUIRE(id.size() == 36);
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) CHECK(id[dash] == '-');
    CHECK(id[14] == '4');
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
    CHECK(id.find_first_not_of("0123456789abcdef-") == std::string::npos);
    CHECK(id != generate_uuid(random));
}
