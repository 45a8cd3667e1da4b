#include <string>

#include <catch2/catch.hpp>

#include "devices/src/audit_log.hpp"

using namespace backbone;
using namespace backbone::devices;

TEST_CASE("the hash of an identifier in the audit log is that of the protocol", "[devices]")
{
    // docs/protocol/devices.md §7.6
    const auto expected = Base64Url::parse("4pWda6xY0+9K+L0okh5j0I9IYr7Uv1/mJ5Euj/zIHC8=");

    CHECK(audit_hash("USRabcdefghij0123456") == expected);
    CHECK(audit_hash("USRabcdefghij0123457") != expected);
}

TEST_CASE("an entry on deleted data names its aggregate", "[devices]")
{
    CHECK(aggregate_type("Tokens") == R"({"aggregateType":"Tokens"})");
}

TEST_CASE("an entry on a failure tells the reason, but not more than a page of it", "[devices]")
{
    CHECK(error_message(R"(it said "no")") == R"({"errorMessage":"it said \"no\""})");
    CHECK(error_message(std::string(5000, 'x')) == R"({"errorMessage":")" + std::string(1000, 'x') + R"("})");
    // The thousandth byte is in the middle of a character.
    CHECK(error_message(std::string(999, 'x') + "€uro") == R"({"errorMessage":")" + std::string(999, 'x') + R"("})");
}

TEST_CASE("each reminder has a message of its own in the audit log", "[devices]")
{
    CHECK(name_of(message_of(Reminder::first)) == "GracePeriodReminder1Sent");
    CHECK(name_of(message_of(Reminder::second)) == "GracePeriodReminder2Sent");
    CHECK(name_of(message_of(Reminder::third)) == "GracePeriodReminder3Sent");
}
